import { expect, test } from "vitest";
import { describeObject } from "../../src/session/describe-object.ts";
import { exitSignal } from "../../src/text/exit-signal.ts";

function lastState(terminated: object): readonly string[] {
	const pod = {
		kind: "Pod",
		metadata: { name: "api", namespace: "payments" },
		spec: { nodeName: "node-7", containers: [{ name: "api", image: "x" }] },
		status: {
			containerStatuses: [
				{ name: "api", state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated } },
			],
		},
	};
	const lines = describeObject(pod, { events: [], nowMs: 0 }).map(({ text }) => text.trim().replaceAll(/ +/g, " "));
	const from = lines.findIndex((line) => line.startsWith("Last state"));
	return lines.slice(
		from + 1,
		lines.findIndex((line) => line.startsWith("Ready")),
	);
}

test.each([
	[134, "SIGABRT: it aborted itself: a failed assertion, an uncaught exception, broken memory"],
	[135, "SIGBUS: memory that cannot be reached"],
	[139, "SIGSEGV: memory that is not its own"],
])("exit code %d is a crash: what it was, on which node, which container", (exitCode, what) => {
	expect(lastState({ exitCode, reason: "Error", containerID: "containerd://4f2a" })).toEqual([
		`Crash ${what}`,
		"Core if the node keeps any, on Node node-7; its /proc/sys/kernel/core_pattern says where",
		"Container containerd://4f2a",
	]);
});

test("a container that was out of memory, killed or asked to end did not crash; one that chose its exit code neither", () => {
	expect(lastState({ exitCode: 137, reason: "OOMKilled" })).toEqual([
		"Killed SIGKILL by the kernel: the container reached its memory limit",
	]);
	expect(lastState({ exitCode: 137, reason: "Error" })[0]).toMatch(/^By signal SIGKILL: killed/);
	expect(lastState({ exitCode: 143, reason: "Error" })).toEqual(["By signal SIGTERM: asked to end"]);
	expect(lastState({ exitCode: 1, reason: "Error" })).toEqual([]);
	expect(lastState({ exitCode: 0, signal: 11 })[0]).toMatch(/^Crash SIGSEGV/);
});

test.each([0, 1, 127, 128, 160, 255, Number.NaN])("exit code %d stands for no signal", (code) => {
	expect(exitSignal(code)).toBeUndefined();
});
