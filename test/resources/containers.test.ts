import { describe, expect, test } from "vitest";
import { type ContainerRow, containers, containersOf } from "../../src/resources/containers.ts";
import { pods } from "../../src/resources/pods.ts";
import { live } from "./live.ts";
import {
	type ContainerJson,
	completed,
	container,
	type PodParts,
	podJson,
	ready,
	restarted,
	running,
	sidecar,
	terminated,
	waiting,
} from "./pod-json.ts";
import { cellsOf, rowOf } from "./printed.ts";

const rowsOf = (parts: PodParts) => containersOf(rowOf(pods, podJson(parts)));

describe("containers", () => {
	test("stand main ones first, then sidecars, init and ephemeral ones", () => {
		const rows = rowsOf({
			init: [container("setup", completed), sidecar(ready("proxy"))],
			main: [ready("web"), ready("log")],
			spec: { ephemeralContainers: [{ name: "debug", image: "busybox" }] },
			status: { ephemeralContainerStatuses: [{ name: "debug", state: running, lastState: {} }] },
		});
		expect(rows.map((row) => `${cellsOf(containers, row)["IDX"]} ${row.name} ${row.kind}`)).toEqual([
			"M1 web main",
			"M2 log main",
			"S3 proxy sidecar",
			"I4 setup init",
			"E5 debug ephemeral",
		]);
		expect(rows.map(({ uid }) => uid)).toEqual(["uid-1/web", "uid-1/log", "uid-1/proxy", "uid-1/setup", "uid-1/debug"]);
	});

	const only = (json: ContainerJson): ContainerRow => {
		const [row] = rowsOf({ main: [json] });
		if (row === undefined) throw new Error("no container");
		return row;
	};

	test.each<[string, ContainerJson, string, string]>([
		["ready", ready("web"), "Running", "ok"],
		["not ready", container("web", running), "Running", "attention"],
		["crash loop", container("web", waiting("CrashLoopBackOff")), "CrashLoopBackOff", "broken"],
		["being created", container("web", waiting("ContainerCreating")), "ContainerCreating", "attention"],
		["waiting for nobody knows what", container("web", waiting()), "Waiting", "attention"],
		["completed", container("web", completed), "Completed", "finished"],
		["failed", container("web", terminated(1, "Error")), "Error (1)", "broken"],
		["crashed", container("web", terminated(139, "Error")), "Error (139 SIGSEGV)", "broken"],
		["out of memory", container("web", terminated(137, "OOMKilled")), "OOMKilled (137)", "broken"],
		["killed", container("web", terminated(137, undefined, 9)), "Signal:9", "broken"],
		["exit code alone", container("web", terminated(2)), "ExitCode:2", "broken"],
		["no status", container("web", undefined), "<unknown>", "unknown"],
	])("STATE and health: %s", (_what, json, state, health) => {
		const row = only(json);
		expect(cellsOf(containers, row)["STATE"]).toBe(state);
		expect(containers.health(row, live())).toBe(health);
	});

	test("an init container that runs is well without being ready", () => {
		const [row] = rowsOf({ init: [container("setup", running)] });
		expect(row && containers.health(row, live())).toBe("ok");
	});

	test("tell how they ended the time before, and when", () => {
		const row = only(container("web", waiting("CrashLoopBackOff"), restarted(3, 90)));
		expect(cellsOf(containers, row)).toMatchObject({
			RESTARTS: "3 (90s ago)",
			"LAST STATE": "Error (1)",
			READY: "false",
		});
	});

	test("show their own usage, and the age of their present run", () => {
		const json = ready("web");
		const row = only({
			...json,
			spec: { ...json.spec, resources: { requests: { cpu: "100m" }, limits: { cpu: "200m" } } },
		});
		const joined = live({ "payments/api-7d9f-x2x4z/web": { cpuMillicores: 50, memoryBytes: 2 ** 20 } });
		expect(cellsOf(containers, row, joined)).toMatchObject({
			CPU: "50m",
			"%R": "50",
			"%L": "25",
			MEM: "1Mi",
			AGE: "10m",
		});
		expect(cellsOf(containers, row)).toMatchObject({ CPU: "n/a", "%R": "n/a" });
	});
});
