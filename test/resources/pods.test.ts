import { describe, expect, test } from "vitest";
import { pods } from "../../src/resources/pods.ts";
import { layoutColumns } from "../../src/table/layout.ts";
import { live } from "./live.ts";
import {
	completed,
	container,
	NOW_MS,
	type PodParts,
	podJson,
	ready,
	restarted,
	running,
	sidecar,
	terminated,
	waiting,
} from "./pod-json.ts";
import { cellsOf, printed, rowOf } from "./printed.ts";

const row = (parts: PodParts) => rowOf(pods, podJson(parts));

describe("a pod", () => {
	test("prints as kubectl does", () => {
		const parts: PodParts = {
			main: [container("web", waiting("CrashLoopBackOff"), restarted(12, 200))],
			spec: { nodeName: "node-17", readinessGates: [{ conditionType: "a" }, { conditionType: "b" }] },
			status: { podIP: "10.0.0.7", nominatedNodeName: "node-9" },
			conditions: ["a"],
		};
		expect(printed(pods, podJson(parts))).toMatchObject({
			NAMESPACE: "payments",
			NAME: "api-7d9f-x2x4z",
			READY: "0/1",
			STATUS: "CrashLoopBackOff",
			RESTARTS: "12 (3m20s ago)",
			AGE: "4d",
			IP: "10.0.0.7",
			NODE: "node-17",
			"NOMINATED NODE": "node-9",
			"READINESS GATES": "1/2",
		});
	});

	test("prints what is not there as kubectl does", () => {
		expect(printed(pods, podJson({ phase: "Pending", metadata: { creationTimestamp: undefined } }))).toMatchObject({
			READY: "0/0",
			STATUS: "Pending",
			RESTARTS: "0",
			AGE: "<unknown>",
			IP: "<none>",
			NODE: "<none>",
			"NOMINATED NODE": "<none>",
			"READINESS GATES": "<none>",
		});
	});

	test("of two conditions of a readiness gate the first counts", () => {
		const conditions = [
			{ type: "a", status: "False" },
			{ type: "a", status: "True" },
		];
		expect(
			printed(pods, podJson({ conditions, spec: { readinessGates: [{ conditionType: "a" }] } }))["READINESS GATES"],
		).toBe("0/1");
	});

	test("ages without becoming another row", () => {
		const one = row({ main: [ready("web", restarted(1, 60))] });
		expect(cellsOf(pods, one, live({}, NOW_MS + 3_600_000))).toMatchObject({ RESTARTS: "1 (61m ago)", AGE: "4d1h" });
	});

	test("of the same content is an equal row", () => {
		const parts: PodParts = {
			init: [sidecar(ready("proxy"))],
			main: [ready("web"), container("log", terminated(1, "Error"))],
		};
		expect(row(parts)).toEqual(row(parts));
		expect(Object.keys(row(parts))).toEqual(Object.keys(row({ phase: "Pending" })));
	});

	test("knows its owner, its node, and leads to its containers", () => {
		const owned = row({
			metadata: { ownerReferences: [{ kind: "ReplicaSet", name: "api-7d9f", uid: "rs-1", controller: true }] },
			spec: { nodeName: "node-17" },
		});
		expect([owned.ownerUid, owned.ownerKind, owned.ownerName]).toEqual(["rs-1", "ReplicaSet", "api-7d9f"]);
		expect(pods.nodeName?.(owned)).toBe("node-17");
		expect(pods.drillDown?.(owned)).toEqual({ to: "containers", select: { by: "uid", uid: "uid-1" } });
	});
});

describe("health", () => {
	test.each<[string, PodParts, string]>([
		["running and ready", { main: [ready("web")] }, "ok"],
		["running, not all ready", { main: [ready("web"), container("log", running)] }, "attention"],
		["pending", { phase: "Pending" }, "attention"],
		["being created", { phase: "Pending", main: [container("web", waiting("ContainerCreating"))] }, "attention"],
		["initialising", { phase: "Pending", init: [container("a", running)] }, "attention"],
		["init failed", { phase: "Pending", init: [container("a", waiting("CrashLoopBackOff"))] }, "broken"],
		["terminating", { deleted: true, main: [ready("web")] }, "attention"],
		["crash loop", { main: [container("web", waiting("CrashLoopBackOff"))] }, "broken"],
		["no image", { phase: "Pending", main: [container("web", waiting("ImagePullBackOff"))] }, "broken"],
		["out of memory", { main: [container("web", terminated(137, "OOMKilled"))] }, "broken"],
		["evicted", { phase: "Failed", reason: "Evicted" }, "broken"],
		["a reason nobody has heard of", { main: [container("web", waiting("Bewitched"))] }, "broken"],
		["completed", { phase: "Succeeded", main: [container("job", completed)] }, "finished"],
		["ended well without a reason", { phase: "Succeeded", main: [container("job", terminated(0))] }, "finished"],
		["lost", { phase: "Unknown" }, "unknown"],
		["lost with its node", { reason: "NodeLost", main: [ready("web")] }, "unknown"],
	])("%s", (_what, parts, health) => {
		expect(pods.health(row(parts), live())).toBe(health);
	});
});

describe("usage", () => {
	const asks = (cpu: string, memory: string, limits: object) => ({ resources: { requests: { cpu, memory }, limits } });
	const withNeeds = (name: string, needs: object) => {
		const { spec, status } = ready(name);
		return { spec: { ...spec, ...needs }, status };
	};
	const used = live({ "payments/api-7d9f-x2x4z": { cpuMillicores: 48, memoryBytes: 201 * 2 ** 20 } });

	test("is a share of what was asked for and what is allowed", () => {
		const one = row({ main: [withNeeds("web", asks("100m", "256Mi", { cpu: "400m", memory: "512Mi" }))] });
		expect(columnsOf(one)).toEqual({
			cpu: "48m",
			"cpu%r": "48",
			"cpu%l": "12",
			mem: "201Mi",
			"mem%r": "78",
			"mem%l": "39",
		});
	});

	test("of main containers and sidecars together; a sum of limits needs each of them", () => {
		const one = row({
			init: [sidecar(withNeeds("proxy", asks("100m", "100Mi", {}))), withNeeds("setup", asks("4", "4Gi", {}))],
			main: [withNeeds("web", asks("100m", "101Mi", { cpu: "1", memory: "1Gi" }))],
		});
		expect(columnsOf(one)).toMatchObject({ "cpu%r": "24", "cpu%l": "n/a", "mem%r": "100", "mem%l": "n/a" });
	});

	test("what the pod asks for as a whole comes first", () => {
		const whole = { resources: { requests: { cpu: "480m" }, limits: { cpu: "96m" } } };
		const one = row({ main: [withNeeds("web", asks("100m", "201Mi", {}))], spec: whole });
		expect(columnsOf(one)).toMatchObject({ "cpu%r": "10", "cpu%l": "50", "mem%r": "100", "mem%l": "n/a" });
	});

	test("is n/a without measurements, without requests, and for requests of zero", () => {
		const zero = row({ main: [withNeeds("web", asks("0", "0", {}))] });
		expect(columnsOf(zero)).toMatchObject({ cpu: "48m", "cpu%r": "n/a", "cpu%l": "n/a", "mem%r": "n/a" });
		expect(columnsOf(zero, live())).toMatchObject({ cpu: "n/a", mem: "n/a" });
	});

	test("calls for attention when it comes close to a limit", () => {
		const tones = ["800m", "57m", "50m"].map((cpu) => {
			const one = row({ main: [withNeeds("web", asks("1m", "1Mi", { cpu }))] });
			return pods.columns.find(({ id }) => id === "cpu%l")?.tone?.(one, used);
		});
		expect(tones).toEqual(["plain", "attention", "broken"]);
	});

	function columnsOf(one: ReturnType<typeof row>, joined = used): Record<string, string> {
		return Object.fromEntries(pods.columns.filter((c) => c.live === "usage").map((c) => [c.id, c.text(one, joined)]));
	}
});

describe("columns on narrow screens", () => {
	const content = pods.columns.map(({ title, maxWidth }) => Math.max(title.length, maxWidth ?? 12));
	function drawn(screenWidth: number, allNamespaces: boolean): string {
		const columns = pods.columns.filter(({ id, wide }) => wide !== true && (allNamespaces || id !== "namespace"));
		return layoutColumns(columns, content, content, screenWidth)
			.map(({ column: { title } }) => title)
			.join(" ");
	}

	test.each([
		[58, true, "NAMESPACE NAME READY STATUS RESTARTS"],
		[58, false, "NAME READY STATUS RESTARTS AGE"],
		[78, true, "NAMESPACE NAME READY STATUS RESTARTS CPU MEM AGE"],
		[78, false, "NAME READY STATUS RESTARTS CPU MEM AGE"],
		[98, true, "NAMESPACE NAME READY STATUS RESTARTS CPU MEM AGE"],
		[119, true, "NAMESPACE NAME READY STATUS RESTARTS CPU %R MEM %R NODE AGE"],
		[198, true, "NAMESPACE NAME READY STATUS RESTARTS CPU %R %L MEM %R %L NODE AGE"],
	])("%d cells, all namespaces: %s", (screenWidth, allNamespaces, titles) => {
		expect(drawn(screenWidth, allNamespaces)).toBe(titles);
	});
});
