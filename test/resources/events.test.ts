import { describe, expect, test } from "vitest";
import { events } from "../../src/resources/events.ts";
import { live } from "./live.ts";
import { secondsAgo } from "./pod-json.ts";
import { printed, rowOf } from "./printed.ts";

const metadata = { name: "api.17a", namespace: "payments", uid: "uid-1" };
const involvedObject = { kind: "Pod", name: "api-0", uid: "pod-1", fieldPath: "spec.containers{web}" };

const counted = {
	metadata,
	involvedObject,
	type: "Warning",
	reason: "BackOff",
	message: " Back-off restarting failed container\n",
	source: { component: "kubelet", host: "node-17" },
	firstTimestamp: secondsAgo(3_600),
	lastTimestamp: secondsAgo(30),
	count: 41,
};
const single = {
	metadata,
	involvedObject: { kind: "Node", name: "node-17" },
	type: "Normal",
	reason: "Scheduled",
	message: "Successfully assigned",
	eventTime: secondsAgo(70.5),
	reportingComponent: "default-scheduler",
	reportingInstance: "default-scheduler-1",
};
const series = { ...single, series: { count: 7, lastObservedTime: secondsAgo(10) } };

describe("events", () => {
	test("of the older style, counted, with two timestamps", () => {
		expect(printed(events, counted)).toEqual({
			NAMESPACE: "payments",
			"LAST SEEN": "30s",
			TYPE: "Warning",
			REASON: "BackOff",
			OBJECT: "pod/api-0",
			SUBOBJECT: "spec.containers{web}",
			SOURCE: "kubelet, node-17",
			COUNT: "41",
			MESSAGE: "Back-off restarting failed container",
			"FIRST SEEN": "60m",
			NAME: "api.17a",
		});
	});

	test("of the newer style, seen once", () => {
		expect(printed(events, single)).toMatchObject({
			"LAST SEEN": "70s",
			"FIRST SEEN": "70s",
			COUNT: "1",
			OBJECT: "node/node-17",
			SOURCE: "default-scheduler, default-scheduler-1",
		});
	});

	test("of the newer style, a series", () => {
		expect(printed(events, series)).toMatchObject({ "LAST SEEN": "10s", "FIRST SEEN": "70s", COUNT: "7" });
	});

	test("without any time, and of an object without a name", () => {
		expect(printed(events, { metadata, involvedObject: { kind: "Cluster" } })).toMatchObject({
			"LAST SEEN": "<unknown>",
			OBJECT: "cluster",
			SOURCE: "",
			COUNT: "1",
		});
	});

	test("stand with the latest first, and warnings call for attention", () => {
		const column = events.columns.find(({ id }) => id === events.defaultSort);
		const order = (json: unknown) => column?.order?.(rowOf(events, json), live()) as number;
		expect(order(series)).toBeLessThan(order(counted));
		expect(events.health(rowOf(events, counted), live())).toBe("attention");
		expect(events.health(rowOf(events, single), live())).toBe("ok");
	});
});
