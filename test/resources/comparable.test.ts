import { describe, expect, test } from "vitest";
import { findTable, resources } from "../../src/resources/catalogue.ts";
import { cronjobs } from "../../src/resources/cronjobs.ts";
import { events } from "../../src/resources/events.ts";
import { jobs } from "../../src/resources/jobs.ts";
import { pods } from "../../src/resources/pods.ts";
import type { Live, Resource, ResourceRow } from "../../src/resources/resource.ts";
import { serverTableResource } from "../../src/resources/server-table.ts";
import { parseFilter } from "../../src/table/filter.ts";
import { live } from "./live.ts";
import { container, NOW_MS, podJson, restarted, secondsAgo, waiting } from "./pod-json.ts";
import { rowOf } from "./printed.ts";

function shows<R extends ResourceRow>(kind: Resource<R>, row: R, filter: string, joined: Live = live()): boolean {
	const parsed = parseFilter(filter, { columns: kind.columns, labels: ({ labels }: R) => labels });
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value.matches(row, "", joined);
}

test.each([...resources.map(({ id }) => id), "containers"])(
	"%s: a filter can compare every number, and name every column",
	(id) => {
		const columns = findTable(id)?.columns ?? [];
		expect(columns.filter(({ align, live: changes, unit }) => (align ?? changes) && !unit)).toEqual([]);
		expect(columns.filter((column) => /^-|[\s!~"\\|():=<>/,*]/.test(column.id))).toEqual([]);
	},
);

describe("a pod", () => {
	const resources = { requests: { cpu: "100m", memory: "100Mi" }, limits: { cpu: "1", memory: "200Mi" } };
	const main = [{ ...container("web", waiting("CrashLoopBackOff"), restarted(12, 200)), resources }];
	const row = rowOf(pods, podJson({ main, spec: { nodeName: "node-17" } }));
	const measured = live({ "payments/api-7d9f-x2x4z": { cpuMillicores: 620, memoryBytes: 190 * 2 ** 20 } });

	test.each([
		["status:CrashLoopBackOff", true],
		["cpu>500m", true],
		["cpu>0.7", false],
		["mem>=190Mi", true],
		["mem<0.1Gi", false],
		["age>3d", true],
		["age<2h", false],
		["restarts>3", true],
		["restarts:12", true],
		["node:node-1*", true],
		["ready:0/1", true],
		["!cpu<=500m", true],
	])("%s: %j", (filter, expected) => {
		expect(shows(pods, row, filter, measured)).toBe(expected);
	});

	test.each(["cpu>0", "!cpu>0", "cpu<=0", "mem%l<50", "!mem%l<50"])(
		"of which nothing was measured: not %s",
		(filter) => {
			expect(shows(pods, row, filter)).toBe(false);
		},
	);
});

test("events, by when they were last and first seen, and how often", () => {
	const row = rowOf(events, {
		metadata: { name: "e", namespace: "n", uid: "u" },
		firstTimestamp: secondsAgo(3_600),
		lastTimestamp: secondsAgo(30),
		count: 41,
	});
	const yes = ["last-seen<1m", "first-seen>=1h", "count>40", "!last-seen>1m"];
	expect(yes.filter((filter) => !shows(events, row, filter))).toEqual([]);
});

test("jobs by how long they ran, cron jobs by when they last did", () => {
	const metadata = { name: "j", namespace: "n", uid: "u" };
	const job = rowOf(jobs, { metadata, status: { startTime: secondsAgo(300), completionTime: secondsAgo(60) } });
	expect([shows(jobs, job, "duration:4m"), shows(jobs, job, "duration>5m")]).toEqual([true, false]);
	const cronjob = rowOf(cronjobs, { metadata, spec: {}, status: { lastScheduleTime: secondsAgo(300) } });
	expect([shows(cronjobs, cronjob, "last-schedule<10m"), shows(cronjobs, cronjob, "active>0")]).toEqual([true, false]);
	const never = rowOf(cronjobs, { metadata, spec: {}, status: {} });
	expect([shows(cronjobs, never, "last-schedule<10m"), shows(cronjobs, never, "!last-schedule<10m")]).toEqual([
		false,
		false,
	]);
});

test("a kind that nobody declared, by its server's integers and dates", () => {
	const identity = { id: "c", group: "g", version: "v1", plural: "c", kind: "C", shortNames: [], namespaced: true };
	const column = (name: string, type: string) => ({ name, type, format: "", description: "", priority: 0 });
	const kind = serverTableResource(identity, [
		column("Renewals", "integer"),
		column("Expires", "date"),
		column("Ready", "string"),
	]);
	const row = (cells: readonly string[]) => ({
		uid: "u",
		namespace: "n",
		name: "c",
		createdAtMs: NOW_MS,
		deletedAtMs: undefined,
		labels: "",
		ownerUid: "",
		cells,
	});
	const yes = ["renewals>=12", "expires>4d", "expires<1w", "ready:true"];
	expect(yes.filter((filter) => !shows(kind, row(["12", "5d", "True"]), filter))).toEqual([]);
	const unknown = ["renewals>0", "!renewals>0", "expires>0s", "!expires>0s"];
	expect(unknown.filter((filter) => shows(kind, row(["", "<unknown>", ""]), filter))).toEqual([]);
});
