import { describe, expect, test } from "vitest";
import { podStatus } from "../../src/resources/pod-status.ts";
import { humanDuration } from "../../src/text/duration.ts";
import {
	completed,
	container,
	NOW_MS,
	type PodParts,
	pod,
	ready,
	restarted,
	running,
	sidecar,
	terminated,
	waiting,
} from "./pod-json.ts";

/** READY, STATUS and RESTARTS as `kubectl get pods` prints them. */
function printed(parts: PodParts): string {
	const { text, ready: up, total, restarts, lastRestartAtMs } = podStatus(pod(parts));
	const ago = restarts > 0 && lastRestartAtMs !== undefined ? ` (${humanDuration(NOW_MS - lastRestartAtMs)} ago)` : "";
	return `${up}/${total} ${text} ${restarts}${ago}`;
}

const creating = container("web", waiting("ContainerCreating"));
const initialising = container("web", waiting("PodInitializing"));
const done = (name: string) => container(name, completed, { ready: true });
const startedSidecar = sidecar(ready("proxy"));
const gate = { type: "PodScheduled", status: "False", reason: "SchedulingGated" };

const cases: readonly (readonly [what: string, parts: PodParts, printed: string])[] = [
	// Before containers run.
	["not scheduled", { phase: "Pending", main: [container("web", undefined)] }, "0/1 Pending 0"],
	[
		"scheduling gate",
		{ phase: "Pending", main: [container("web", undefined)], conditions: [gate] },
		"0/1 SchedulingGated 0",
	],
	[
		"scheduling gate beats status.reason",
		{ phase: "Pending", reason: "Odd", main: [container("web", undefined)], conditions: [gate] },
		"0/1 SchedulingGated 0",
	],
	[
		"unschedulable is merely pending",
		{
			phase: "Pending",
			conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }],
			main: [container("web", undefined)],
		},
		"0/1 Pending 0",
	],
	["container being created", { phase: "Pending", main: [creating] }, "0/1 ContainerCreating 0"],
	[
		"image cannot be pulled",
		{ phase: "Pending", main: [container("web", waiting("ErrImagePull"))] },
		"0/1 ErrImagePull 0",
	],
	["waiting without a reason", { phase: "Pending", main: [container("web", waiting())] }, "0/1 Pending 0"],

	// Running.
	["all well", { main: [ready("web")], conditions: ["Ready"] }, "1/1 Running 0"],
	["not ready yet", { main: [container("web", running)] }, "0/1 Running 0"],
	["one of two ready", { main: [ready("web"), container("log", running)] }, "1/2 Running 0"],
	[
		"crash loop",
		{ main: [container("web", waiting("CrashLoopBackOff"), restarted(12, 180))] },
		"0/1 CrashLoopBackOff 12 (3m ago)",
	],
	[
		"crash loop beside a running container",
		{ main: [ready("web"), container("log", waiting("CrashLoopBackOff"), restarted(3, 60))] },
		"1/2 CrashLoopBackOff 3 (60s ago)",
	],
	[
		"the first container's reason wins",
		{ main: [container("web", waiting("ImagePullBackOff")), container("log", waiting("CrashLoopBackOff"))] },
		"0/2 ImagePullBackOff 0",
	],
	[
		"restarts add up, the latest counts",
		{ main: [ready("a", restarted(2, 3_600)), ready("b", restarted(1, 300))] },
		"2/2 Running 3 (5m ago)",
	],
	["restarts without a date", { main: [ready("web", { restartCount: 4 })] }, "1/1 Running 4"],
	["a date without restarts", { main: [ready("web", restarted(0, 300))] }, "1/1 Running 0"],

	// Ended containers.
	["completed", { phase: "Succeeded", main: [container("job", completed)] }, "0/1 Completed 0"],
	["error", { phase: "Failed", main: [container("job", terminated(1, "Error"))] }, "0/1 Error 0"],
	["out of memory", { main: [container("web", terminated(137, "OOMKilled"))] }, "0/1 OOMKilled 0"],
	["cannot run", { main: [container("web", terminated(127, "ContainerCannotRun"))] }, "0/1 ContainerCannotRun 0"],
	["exit code without a reason", { phase: "Failed", main: [container("web", terminated(1))] }, "0/1 ExitCode:1 0"],
	[
		"signal without a reason",
		{ phase: "Failed", main: [container("web", terminated(137, undefined, 9))] },
		"0/1 Signal:9 0",
	],
	["exit code 0 without a reason", { phase: "Succeeded", main: [container("web", terminated(0))] }, "0/1 ExitCode:0 0"],
	[
		"completed beside running, pod ready",
		{ main: [container("job", completed), ready("web")], conditions: ["Ready"] },
		"1/2 Running 0",
	],
	["completed beside running, pod not ready", { main: [container("job", completed), ready("web")] }, "1/2 NotReady 0"],
	[
		"completed beside running that is not ready",
		{ main: [container("job", completed), container("web", running)], conditions: ["Ready"] },
		"0/2 Completed 0",
	],
	[
		"completed hides no error after it",
		{ main: [container("job", completed), container("web", terminated(2, "Error"))] },
		"0/2 Error 0",
	],
	[
		"pod ready beats an error beside completed",
		{ main: [container("a", completed), container("b", terminated(2, "Error")), ready("c")], conditions: ["Ready"] },
		"1/3 Running 0",
	],
	[
		"of two errors beside completed the first",
		{
			main: [
				container("a", completed),
				container("b", terminated(3, "OOMKilled")),
				container("c", terminated(2, "Error")),
			],
		},
		"0/3 OOMKilled 0",
	],
	[
		"ready is not believed of an ended container",
		{ main: [container("web", completed, { ready: true })] },
		"0/1 Completed 0",
	],

	// Evicted, lost, unknown.
	["evicted", { phase: "Failed", reason: "Evicted", main: [container("web", undefined)] }, "0/1 Evicted 0"],
	[
		"evicted, container ended",
		{ phase: "Failed", reason: "Evicted", main: [container("web", terminated(137, "Error"))] },
		"0/1 Error 0",
	],
	["node shut down", { phase: "Failed", reason: "NodeShutdown", main: [] }, "0/0 NodeShutdown 0"],
	["phase unknown", { phase: "Unknown", main: [container("web", undefined)] }, "0/1 Unknown 0"],
	["node lost, not deleted", { reason: "NodeLost", main: [ready("web")] }, "1/1 NodeLost 0"],
	["node lost while deleting", { reason: "NodeLost", deleted: true, main: [ready("web")] }, "1/1 Unknown 0"],

	// Deletion.
	["terminating", { deleted: true, main: [ready("web")] }, "1/1 Terminating 0"],
	[
		"deleted while initialising",
		{ phase: "Pending", deleted: true, init: [container("a", running)], main: [initialising] },
		"0/1 Terminating 0",
	],
	[
		"deleted while crash looping",
		{ deleted: true, main: [container("web", waiting("CrashLoopBackOff"), restarted(2, 60))] },
		"0/1 Terminating 2 (60s ago)",
	],
	[
		"deleted after success",
		{ phase: "Succeeded", deleted: true, main: [container("job", completed)] },
		"0/1 Completed 0",
	],
	[
		"deleted after failure",
		{ phase: "Failed", deleted: true, main: [container("job", terminated(1, "Error"))] },
		"0/1 Error 0",
	],
	["deleted while gated", { phase: "Pending", deleted: true, conditions: [gate], main: [] }, "0/0 Terminating 0"],

	// Init containers.
	[
		"first of two init containers runs",
		{
			phase: "Pending",
			init: [container("a", running), container("b", waiting("PodInitializing"))],
			main: [initialising],
		},
		"0/1 Init:0/2 0",
	],
	[
		"second of two runs",
		{ phase: "Pending", init: [done("a"), container("b", running)], main: [initialising] },
		"0/1 Init:1/2 0",
	],
	[
		"init container being created",
		{ phase: "Pending", init: [container("a", waiting("PodInitializing"))], main: [initialising] },
		"0/1 Init:0/1 0",
	],
	[
		"init image cannot be pulled",
		{ phase: "Pending", init: [container("a", waiting("ImagePullBackOff"))], main: [initialising] },
		"0/1 Init:ImagePullBackOff 0",
	],
	[
		"init waits without a reason",
		{ phase: "Pending", init: [container("a", waiting())], main: [initialising] },
		"0/1 Init:0/1 0",
	],
	[
		"init crash loop counts its restarts",
		{ phase: "Pending", init: [container("a", waiting("CrashLoopBackOff"), restarted(5, 240))], main: [initialising] },
		"0/1 Init:CrashLoopBackOff 5 (4m ago)",
	],
	[
		"init failed with a reason",
		{ phase: "Pending", init: [container("a", terminated(1, "Error"))], main: [initialising] },
		"0/1 Init:Error 0",
	],
	[
		"init failed with an exit code",
		{ phase: "Pending", init: [container("a", terminated(3))], main: [initialising] },
		"0/1 Init:ExitCode:3 0",
	],
	[
		"init killed by a signal",
		{ phase: "Pending", init: [container("a", terminated(137, undefined, 9))], main: [initialising] },
		"0/1 Init:Signal:9 0",
	],
	[
		"init done, the rest not started",
		{ phase: "Pending", init: [done("a")], main: [initialising] },
		"0/1 PodInitializing 0",
	],
	[
		"restarts of done init containers are forgotten",
		{ init: [container("a", completed, restarted(4, 900))], main: [ready("web")] },
		"1/1 Running 0",
	],
	[
		"restarts of init containers before the stuck one count",
		{
			phase: "Pending",
			init: [container("a", completed, restarted(2, 900)), container("b", running)],
			main: [initialising],
		},
		"0/1 Init:1/2 2 (15m ago)",
	],
	[
		"init status missing",
		{ phase: "Pending", init: [container("a", undefined)], main: [container("web", undefined)] },
		"0/1 Pending 0",
	],
	[
		"init runs again in a pod that was initialised",
		{
			init: [container("a", running)],
			main: [container("web", waiting("CrashLoopBackOff"), restarted(1, 120))],
			conditions: ["Initialized"],
		},
		"0/1 CrashLoopBackOff 1 (2m ago)",
	],
	[
		"init runs again, containers have nothing to say",
		{ init: [container("a", running)], main: [ready("web")], conditions: ["Initialized"] },
		"1/1 Init:0/1 0",
	],
	[
		"initialised and not, the first counts",
		{
			init: [container("a", running)],
			main: [ready("web")],
			conditions: [{ type: "Initialized", status: "False" }, "Initialized"],
		},
		"0/1 Init:0/1 0",
	],

	// Sidecars.
	["sidecar counts in READY", { init: [startedSidecar], main: [ready("web")] }, "2/2 Running 0"],
	["plain init container does not", { init: [done("a"), startedSidecar], main: [ready("web")] }, "2/2 Running 0"],
	[
		"sidecar of the spec counts before it has a status",
		{ phase: "Pending", init: [sidecar(container("proxy", undefined))], main: [container("web", undefined)] },
		"0/2 Pending 0",
	],
	[
		"sidecar started, not ready",
		{ init: [sidecar(container("proxy", running, { started: true }))], main: [ready("web")] },
		"1/2 Running 0",
	],
	[
		"sidecar not started",
		{ phase: "Pending", init: [sidecar(container("proxy", running, { started: false }))], main: [initialising] },
		"0/2 Init:0/1 0",
	],
	[
		"sidecar up, next init container runs",
		{ phase: "Pending", init: [startedSidecar, container("b", running)], main: [initialising] },
		"1/2 Init:1/2 0",
	],
	[
		"sidecar restarts count with the pod's",
		{ init: [sidecar(ready("proxy", restarted(2, 7_200)))], main: [ready("web", restarted(1, 360))] },
		"2/2 Running 3 (6m ago)",
	],
	[
		"the sidecar's restart may be the later",
		{ init: [sidecar(ready("proxy", restarted(2, 150)))], main: [ready("web", restarted(1, 7_200))] },
		"2/2 Running 3 (2m30s ago)",
	],
	[
		"sidecar in a crash loop",
		{
			phase: "Pending",
			init: [sidecar(container("proxy", waiting("CrashLoopBackOff"), restarted(7, 30)))],
			main: [initialising],
		},
		"0/2 Init:CrashLoopBackOff 7 (30s ago)",
	],
	[
		"sidecar ended with the pod",
		{ phase: "Succeeded", init: [sidecar(container("proxy", completed))], main: [container("job", completed)] },
		"0/2 Completed 0",
	],
	[
		"sidecar killed at the end of a job",
		{
			phase: "Succeeded",
			init: [sidecar(container("proxy", terminated(137, "Error")))],
			main: [container("job", completed)],
			conditions: ["Initialized"],
		},
		"0/2 Completed 0",
	],
];

describe("READY, STATUS and RESTARTS are kubectl's", () => {
	test.each(cases)("%s", (_what, parts, expected) => {
		expect(printed(parts)).toBe(expected);
	});
});
