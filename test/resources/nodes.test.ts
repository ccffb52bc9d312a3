import { describe, expect, test } from "vitest";
import { namespaces } from "../../src/resources/namespaces.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { live } from "./live.ts";
import { secondsAgo } from "./pod-json.ts";
import { cellsOf, printed, rowOf } from "./printed.ts";

const node = (parts: { labels?: object; spec?: object; conditions?: readonly object[]; status?: object } = {}) => ({
	metadata: { name: "node-17", uid: "uid-1", creationTimestamp: secondsAgo(86_400 * 9), labels: parts.labels ?? {} },
	spec: parts.spec ?? {},
	status: {
		conditions: parts.conditions ?? [{ type: "Ready", status: "True" }],
		addresses: [
			{ type: "Hostname", address: "node-17" },
			{ type: "InternalIP", address: "10.0.0.17" },
			{ type: "InternalIP", address: "fd00::17" },
		],
		allocatable: { cpu: "3920m", memory: "8Gi", pods: "110" },
		nodeInfo: {
			kubeletVersion: "v1.36.3",
			osImage: "Debian GNU/Linux 13",
			kernelVersion: "6.12.1",
			containerRuntimeVersion: "containerd://2.2.0",
			architecture: "amd64",
		},
		...parts.status,
	},
});

describe("nodes", () => {
	test("print as kubectl does", () => {
		expect(printed(nodes, node())).toMatchObject({
			NAME: "node-17",
			STATUS: "Ready",
			ROLES: "<none>",
			AGE: "9d",
			VERSION: "v1.36.3",
			"INTERNAL-IP": "10.0.0.17",
			"EXTERNAL-IP": "<none>",
			"OS-IMAGE": "Debian GNU/Linux 13",
			"KERNEL-VERSION": "6.12.1 (amd64)",
			"CONTAINER-RUNTIME": "containerd://2.2.0",
		});
	});

	test("what a node that never reported prints", () => {
		expect(printed(nodes, node({ conditions: [], status: { nodeInfo: {}, addresses: [] } }))).toMatchObject({
			STATUS: "Unknown",
			"INTERNAL-IP": "<none>",
			"OS-IMAGE": "<unknown>",
			"KERNEL-VERSION": "<unknown>",
			"CONTAINER-RUNTIME": "<unknown>",
		});
	});

	test.each([
		["ready", { conditions: [{ type: "Ready", status: "True" }] }, "Ready", "ok"],
		["not ready", { conditions: [{ type: "Ready", status: "False" }] }, "NotReady", "broken"],
		["lost", { conditions: [{ type: "Ready", status: "Unknown" }] }, "NotReady", "broken"],
		["no conditions", { conditions: [] }, "Unknown", "unknown"],
		["cordoned", { spec: { unschedulable: true } }, "Ready,SchedulingDisabled", "attention"],
		[
			"cordoned and lost",
			{ spec: { unschedulable: true }, conditions: [{ type: "Ready", status: "Unknown" }] },
			"NotReady,SchedulingDisabled",
			"broken",
		],
		[
			"short of memory",
			{
				conditions: [
					{ type: "MemoryPressure", status: "True" },
					{ type: "DiskPressure", status: "False" },
					{ type: "Ready", status: "True" },
				],
			},
			"Ready",
			"attention",
		],
	])("STATUS and health: %s", (_what, parts, status, health) => {
		const row = rowOf(nodes, node(parts));
		expect(row.status).toBe(status);
		expect(nodes.health(row, live())).toBe(health);
	});

	test("a word says what the colour says", () => {
		expect(
			printed(
				nodes,
				node({
					conditions: [
						{ type: "Ready", status: "True" },
						{ type: "PIDPressure", status: "True" },
					],
				}),
			)["PROBLEMS"],
		).toBe("PIDPressure");
	});

	test.each([
		[{ "node-role.kubernetes.io/worker": "", "node-role.kubernetes.io/control-plane": "" }, "control-plane,worker"],
		[{ "kubernetes.io/role": "edge" }, "edge"],
		[{ "kubernetes.io/role": "", "node-role.kubernetes.io/": "" }, "<none>"],
	])("ROLES: %j", (labels, roles) => {
		expect(printed(nodes, node({ labels }))["ROLES"]).toBe(roles);
	});

	test("usage is a share of what can be allocated; absent is not zero", () => {
		const row = rowOf(nodes, node());
		expect(cellsOf(nodes, row)).toMatchObject({ CPU: "n/a", MEM: "n/a", "%A": "n/a" });
		const joined = live({ "node-17": { cpuMillicores: 1_960, memoryBytes: 4 * 2 ** 30 } });
		expect(cellsOf(nodes, row, joined)).toMatchObject({ CPU: "1960m", MEM: "4096Mi", "%A": "50" });
	});

	test("lead to their pods", () => {
		expect(nodes.drillDown?.(rowOf(nodes, node()))).toEqual({ to: "pods", select: { by: "node", node: "node-17" } });
	});
});

describe("namespaces", () => {
	const namespace = (phase: string) => ({ metadata: { name: "shop", uid: "uid-2" }, status: { phase } });

	test("print as kubectl does, and lead to their pods", () => {
		expect(printed(namespaces, namespace("Active"))).toEqual({ NAME: "shop", STATUS: "Active", AGE: "<unknown>" });
		expect(namespaces.drillDown?.(rowOf(namespaces, namespace("Active")))).toEqual({
			to: "pods",
			select: { by: "namespace", namespace: "shop" },
		});
	});

	test.each([
		["Active", "ok"],
		["Terminating", "attention"],
	])("health: %s", (phase, health) => {
		expect(namespaces.health(rowOf(namespaces, namespace(phase)), live())).toBe(health);
	});
});
