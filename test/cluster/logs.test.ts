import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import type { ClusterLogTarget, LogRange, LogView } from "../../src/logs/log-view.ts";
import { openLogs } from "../../src/logs/open-logs.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl } from "./kubectl.ts";
import { type OpenTestbed, openTestbed } from "./open-testbed.ts";

const namespace = "logs";
let testbed: OpenTestbed;

beforeAll(async () => {
	testbed = await openTestbed("admin");
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
});
afterAll(async () => {
	await kubectl(["delete", "namespace", namespace, "--wait=false", "--ignore-not-found"]);
	await testbed[Symbol.asyncDispose]();
});

/** What a pod's template says of a container that runs a script on the real node. */
function spec(script: string, more: object = {}, limits: object = {}): object {
	return {
		nodeName: inject("testbed").realNode,
		terminationGracePeriodSeconds: 1,
		volumes: [{ name: "kept", emptyDir: {} }],
		containers: [
			{
				name: "main",
				image: "localhost/busybox:1",
				imagePullPolicy: "Never",
				command: ["sh", "-c", script],
				volumeMounts: [{ name: "kept", mountPath: "/kept" }],
				resources: { limits },
			},
		],
		...more,
	};
}

function pod(name: string, podSpec: object): object {
	return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels: { app: name } }, spec: podSpec };
}

function open(app: string, options: { readonly previous?: boolean; readonly range?: LogRange } = {}): LogView {
	const select = { by: "selector", namespace, selector: `app=${app}` } as const;
	return openTarget({ of: "pods", namespace, picks: [{ from: "pods", select }] }, options);
}

function openTarget(
	target: ClusterLogTarget,
	{ previous = false, range }: { readonly previous?: boolean; readonly range?: LogRange } = {},
): LogView {
	const { cluster } = testbed;
	const logs = openLogs({
		cluster,
		clock: systemClock,
		random: Math.random,
		target,
		range: range ?? { by: "all" },
		previous,
	});
	onTestFinished(() => logs[Symbol.dispose]());
	return logs;
}

/** All rows: the text of lines, `-- kind` for marks. */
function shown(logs: LogView): readonly string[] {
	return logs
		.window(0, 1_000_000)
		.map(({ kind, segments }) => (kind === "line" ? segments.map(({ text }) => text).join("") : `-- ${kind}`));
}

/** The numbers that lines begin with. */
function numbers(logs: LogView): readonly number[] {
	return shown(logs)
		.filter((text) => /^\d/.test(text))
		.map((text) => Number.parseInt(text, 10));
}

function upTo(count: number): readonly number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

test("a log is followed across restarts of its container, line by line", async () => {
	const script =
		"i=$(cat /kept/i || echo 0); n=0; while [ $n -lt 50 ]; do n=$((n+1)); i=$((i+1)); echo $i; done; echo $i >/kept/i; sleep 1; exit 3";
	const logs = open("restarts");
	await apply(pod("restarts", spec(script)));
	await eventually("three runs have been read", () => numbers(logs).length >= 150, { withinMs: 120_000 });
	expect(numbers(logs).slice(0, 150)).toEqual(upTo(150));
	const marks = shown(logs).filter((text) => text.startsWith("-- "));
	expect(marks).not.toContain("-- gap");
	expect(marks.filter((mark) => mark === "-- restarted").length).toBeGreaterThanOrEqual(2);
});

test("a log is followed across a pod that takes the place of another", async () => {
	const labels = { app: "replaced" };
	const script = "trap exit TERM; i=0; while true; do i=$((i+1)); echo $i $HOSTNAME; sleep 0.1; done";
	await apply({
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "replaced", namespace },
		spec: {
			replicas: 1,
			selector: { matchLabels: labels },
			template: { metadata: { labels }, spec: spec(script) },
		},
	});
	const logs = open("replaced");
	await eventually("the first pod writes", () => numbers(logs).length > 10);
	await kubectl(["delete", "pod", "--namespace", namespace, "--selector", "app=replaced", "--wait=false"]);
	const secondLines = (): readonly string[] => {
		const pods = [...new Set(shown(logs).map((text) => text.split(" ")[1] ?? ""))].filter((name) =>
			name.startsWith("replaced"),
		);
		return pods.length < 2 ? [] : shown(logs).filter((text) => text.endsWith(pods[1] ?? ""));
	};
	await eventually("the second pod writes", () => secondLines().length > 10, { withinMs: 60_000 });
	expect(secondLines().map((text) => Number.parseInt(text, 10))).toEqual(upTo(secondLines().length));
	expect(shown(logs)).toContain("-- joined");
	expect(shown(logs)).not.toContain("-- gap");
	await eventually("the first is a ghost", () => logs.sources.get()[0]?.state.state === "ghost", { withinMs: 60_000 });
});

test("a log that is rotated while it is followed loses nothing", async () => {
	const filler = "x".repeat(90);
	const fast = `while [ $i -lt 60000 ]; do i=$((i+1)); echo $i ${filler}; [ $((i%500)) -eq 0 ] && sleep 0.1; done`;
	const slow = "while true; do i=$((i+1)); echo $i; sleep 0.5; done";
	const logs = open("rotated");
	await apply(pod("rotated", spec(`i=0; ${fast}; ${slow}`)));
	await eventually("all lines have come", () => logs.counts().lines > 60_000, { withinMs: 120_000, everyMs: 1_000 });
	expect(numbers(logs)).toEqual(upTo(logs.counts().lines));
	// It was: a reader who comes now gets what the newest file has, which may be nothing yet.
	const later = open("rotated");
	await eventually("what is written now has been read too", () => later.counts().lines > 0, { withinMs: 60_000 });
	expect(numbers(later)[0]).toBeGreaterThan(1);
	expect(shown(logs)).not.toContain("-- gap");
});

test("what a container wrote before it crashed or was killed can be read", async () => {
	await apply(
		pod("crashes", spec("echo before the crash; exit 1")),
		pod("eats", spec("echo before the kill; exec tail /dev/zero", {}, { memory: "16Mi" })),
	);
	for (const [app, text] of [
		["crashes", "before the crash"],
		["eats", "before the kill"],
	] as const) {
		await eventually(
			`${app} was started anew`,
			async () =>
				Number(
					await kubectl([
						"get",
						"pod",
						app,
						"--namespace",
						namespace,
						"--output",
						"jsonpath={.status.containerStatuses[0].restartCount}",
					]),
				) > 0,
			{ withinMs: 60_000 },
		);
		const logs = open(app, { previous: true });
		await eventually(`the run before of ${app} was read`, () => logs.sources.get()[0]?.state.state === "ended", {
			withinMs: 120_000,
		});
		expect(shown(logs)).toEqual([text]);
	}
});

test("a service of a node is read where the kubelet gives it out, and a plain word stands where not", async () => {
	const { realNode } = inject("testbed");
	const logs = openTarget({ of: "node", node: realNode, service: "containerd" });
	await eventually("its log has come", () => logs.counts().lines > 10);
	expect(logs.window(0, 1)[0]?.fields.length).toBeGreaterThan(0);
	const none = openTarget({ of: "node", node: realNode, service: "no-such-service" });
	await eventually("there is none", () => none.sources.get()[0]?.state.state === "failed");
	expect(none.sources.get()[0]?.state).toMatchObject({
		failure: { message: "this node has no log of no-such-service" },
	});
});
