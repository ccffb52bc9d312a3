import { describe, expect, test } from "vitest";
import { cronjobs } from "../../src/resources/cronjobs.ts";
import { daemonsets } from "../../src/resources/daemonsets.ts";
import { deployments } from "../../src/resources/deployments.ts";
import { jobs } from "../../src/resources/jobs.ts";
import { replicasets } from "../../src/resources/replicasets.ts";
import { statefulsets } from "../../src/resources/statefulsets.ts";
import { live } from "./live.ts";
import { secondsAgo } from "./pod-json.ts";
import { printed, rowOf } from "./printed.ts";

const metadata = { name: "api", namespace: "payments", uid: "uid-1", creationTimestamp: secondsAgo(3_600 * 5) };
const template = {
	spec: {
		nodeSelector: { zone: "b", disk: "ssd" },
		containers: [
			{ name: "web", image: "web:1" },
			{ name: "log", image: "log:2" },
		],
	},
};
const selector = { matchLabels: { tier: "front", app: "api" } };

describe("deployments", () => {
	const deployment = (spec: object, status: object) => ({
		metadata,
		spec: { replicas: 3, selector, template, ...spec },
		status: { readyReplicas: 3, updatedReplicas: 3, availableReplicas: 3, ...status },
	});

	test("print as kubectl does", () => {
		expect(printed(deployments, deployment({}, { readyReplicas: 2, availableReplicas: 1 }))).toEqual({
			NAMESPACE: "payments",
			NAME: "api",
			READY: "2/3",
			"UP-TO-DATE": "3",
			AVAILABLE: "1",
			AGE: "5h",
			CONTAINERS: "web,log",
			IMAGES: "web:1,log:2",
			SELECTOR: "app=api,tier=front",
		});
	});

	const stalled = { conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }] };
	test.each([
		["all there", {}, {}, "ok"],
		["one missing", {}, { readyReplicas: 2 }, "attention"],
		["none there", {}, { readyReplicas: 0 }, "broken"],
		["rolling out", {}, { updatedReplicas: 1 }, "attention"],
		["roll-out stalled", {}, stalled, "broken"],
		["scaled to nothing", { replicas: 0 }, { readyReplicas: 0, updatedReplicas: 0 }, "muted"],
		["replicas not said = 1", { replicas: undefined }, { readyReplicas: 1, updatedReplicas: 1 }, "ok"],
	])("health: %s", (_what, spec, status, health) => {
		expect(deployments.health(rowOf(deployments, deployment(spec, status)), live())).toBe(health);
	});

	test("lead to the pods that their selector selects", () => {
		const row = rowOf(deployments, deployment({}, {}));
		expect(deployments.drillDown?.(row)).toEqual({
			to: "pods",
			select: { by: "selector", namespace: "payments", selector: "app=api,tier=front" },
		});
	});

	test.each([
		[{ matchExpressions: [{ key: "tier", operator: "In", values: ["b", "a"] }] }, "tier in (a,b)"],
		[{ matchExpressions: [{ key: "tier", operator: "NotIn", values: ["a"] }] }, "tier notin (a)"],
		[{ matchExpressions: [{ key: "tier", operator: "Exists" }] }, "tier"],
		[{ matchLabels: { z: "1" }, matchExpressions: [{ key: "canary", operator: "DoesNotExist" }] }, "!canary,z=1"],
		[{}, "<none>"],
		[undefined, "<none>"],
	])("selector %j", (given, text) => {
		expect(printed(deployments, deployment({ selector: given }, {}))["SELECTOR"]).toBe(text);
	});
});

describe("replica sets", () => {
	const replicaset = {
		metadata: {
			...metadata,
			ownerReferences: [
				{ kind: "Thing", name: "x", uid: "no" },
				{ kind: "Deployment", name: "api", uid: "owner-1", controller: true },
			],
		},
		spec: { replicas: 3, selector, template },
		status: { replicas: 2, readyReplicas: 1 },
	};

	test("print as kubectl does", () => {
		expect(printed(replicasets, replicaset)).toMatchObject({
			DESIRED: "3",
			CURRENT: "2",
			READY: "1",
			SELECTOR: "app=api,tier=front",
		});
	});

	test("know their owner and lead to the pods they own", () => {
		const row = rowOf(replicasets, replicaset);
		expect([row.ownerUid, row.ownerKind, row.ownerName]).toEqual(["owner-1", "Deployment", "api"]);
		expect(replicasets.drillDown?.(row)).toEqual({ to: "pods", select: { by: "owner", uid: "uid-1" } });
	});
});

describe("stateful sets", () => {
	const statefulset = (status: object) => ({
		metadata,
		spec: { replicas: 2, template },
		status: { readyReplicas: 2, ...status },
	});

	test("print as kubectl does", () => {
		expect(printed(statefulsets, statefulset({ readyReplicas: 1 }))).toMatchObject({
			READY: "1/2",
			AGE: "5h",
			IMAGES: "web:1,log:2",
		});
	});

	test.each([
		["settled", { currentRevision: "a", updateRevision: "a" }, "ok"],
		["rolling out", { currentRevision: "a", updateRevision: "b", updatedReplicas: 1 }, "attention"],
		["none ready", { readyReplicas: 0 }, "broken"],
	])("health: %s", (_what, status, health) => {
		expect(statefulsets.health(rowOf(statefulsets, statefulset(status)), live())).toBe(health);
	});
});

describe("daemon sets", () => {
	const daemonset = {
		metadata,
		spec: { selector, template },
		status: {
			desiredNumberScheduled: 5,
			currentNumberScheduled: 4,
			numberReady: 3,
			updatedNumberScheduled: 2,
			numberAvailable: 1,
		},
	};

	test("print as kubectl does", () => {
		expect(printed(daemonsets, daemonset)).toMatchObject({
			DESIRED: "5",
			CURRENT: "4",
			READY: "3",
			"UP-TO-DATE": "2",
			AVAILABLE: "1",
			"NODE SELECTOR": "disk=ssd,zone=b",
		});
	});

	test("any node will do", () => {
		const anywhere = { ...daemonset, spec: { selector, template: { spec: { containers: [] } } } };
		expect(printed(daemonsets, anywhere)["NODE SELECTOR"]).toBe("<none>");
	});
});

describe("jobs", () => {
	const job = (spec: object, status: object, more: object = {}) => ({
		metadata: { ...metadata, ...more },
		spec: { completions: 3, parallelism: 1, selector, template, ...spec },
		status,
	});
	const is = (...types: readonly string[]) => ({ conditions: types.map((type) => ({ type, status: "True" })) });

	test.each([
		["running", {}, {}, "Running"],
		["complete", is("SuccessCriteriaMet", "Complete"), {}, "Complete"],
		["failed", is("FailureTarget", "Failed"), {}, "Failed"],
		["complete while deleted", is("Complete"), { deletionTimestamp: secondsAgo(1) }, "Complete"],
		["deleted", is("Suspended"), { deletionTimestamp: secondsAgo(1) }, "Terminating"],
		["suspended", is("Suspended"), {}, "Suspended"],
		["about to fail", is("FailureTarget"), {}, "FailureTarget"],
		["about to complete", is("SuccessCriteriaMet"), {}, "SuccessCriteriaMet"],
		["a condition that is false", { conditions: [{ type: "Complete", status: "False" }] }, {}, "Running"],
	])("STATUS: %s", (_what, status, more, text) => {
		expect(printed(jobs, job({}, status, more))["STATUS"]).toBe(text);
	});

	test.each([
		[{}, { succeeded: 1 }, "1/3"],
		[{ completions: undefined }, { succeeded: 0 }, "0/1"],
		[{ completions: undefined, parallelism: 4 }, { succeeded: 2 }, "2/1 of 4"],
		[{ completions: undefined, parallelism: undefined }, {}, "0/1"],
	])("COMPLETIONS: %j %j", (spec, status, text) => {
		expect(printed(jobs, job(spec, status))["COMPLETIONS"]).toBe(text);
	});

	test.each([
		[{}, ""],
		[{ startTime: secondsAgo(90) }, "90s"],
		[{ startTime: secondsAgo(900), completionTime: secondsAgo(600) }, "5m"],
	])("DURATION: %j", (status, text) => {
		expect(printed(jobs, job({}, status))["DURATION"]).toBe(text);
	});

	test.each([
		[is("Complete"), "finished"],
		[is("Failed"), "broken"],
		[{}, "ok"],
		[{ failed: 2 }, "attention"],
		[is("Suspended"), "muted"],
	])("health: %j", (status, health) => {
		expect(jobs.health(rowOf(jobs, job({}, status)), live())).toBe(health);
	});
});

describe("cron jobs", () => {
	const cronjob = (spec: object, status: object) => ({
		metadata,
		spec: { schedule: "*/5 * * * *", suspend: false, jobTemplate: { spec: { template } }, ...spec },
		status,
	});

	test("print as kubectl does", () => {
		const status = { active: [{ name: "a" }, { name: "b" }], lastScheduleTime: secondsAgo(130) };
		expect(printed(cronjobs, cronjob({ timeZone: "Asia/Tokyo" }, status))).toEqual({
			NAMESPACE: "payments",
			NAME: "api",
			SCHEDULE: "*/5 * * * *",
			TIMEZONE: "Asia/Tokyo",
			SUSPEND: "False",
			ACTIVE: "2",
			"LAST SCHEDULE": "2m10s",
			AGE: "5h",
			CONTAINERS: "web,log",
			IMAGES: "web:1,log:2",
			SELECTOR: "<none>",
		});
	});

	test("what is not set", () => {
		expect(printed(cronjobs, cronjob({ suspend: undefined }, {}))).toMatchObject({
			TIMEZONE: "<none>",
			SUSPEND: "False",
			ACTIVE: "0",
			"LAST SCHEDULE": "<none>",
		});
	});

	test("lead to the jobs they own; suspended ones are out of the reckoning", () => {
		const row = rowOf(cronjobs, cronjob({ suspend: true }, {}));
		expect(cronjobs.drillDown?.(row)).toEqual({ to: "jobs", select: { by: "owner", uid: "uid-1" } });
		expect(cronjobs.health(row, live())).toBe("muted");
	});
});
