import { type Clock, sleep } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { orInvalid } from "../kube/discovery/or-invalid.ts";
import { type Failure, type FailureKind, failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { pickJson } from "../kube/wire/json-picker.ts";
import { optional } from "../kube/wire/shape.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import type { ContainerPlace } from "./open-shell.ts";

const status = {
	name: "string",
	state: {
		running: optional({ startedAt: "time" }),
		waiting: optional({ reason: "string", message: "string" }),
		terminated: optional({ reason: "string", message: "string", exitCode: "int" }),
	},
} as const;
const named = [{ name: "string" }] as const;
const shape = {
	spec: { containers: named, ephemeralContainers: named },
	status: {
		phase: "string",
		message: "string",
		conditions: [{ type: "string", status: "string", reason: "string", message: "string" }],
		containerStatuses: [status],
		ephemeralContainerStatuses: [status],
	},
} as const;

type Seen =
	| { readonly missing: true }
	| { readonly running: true }
	| { readonly waitsFor: string }
	| { readonly over: string };

const LOOK_EVERY_MS = 700;
/** After a look that the cluster did not let us have. */
const LOOK_AGAIN_MS = 5_000;

/** What passes: the container starts meanwhile. */
const passing: ReadonlySet<FailureKind> = new Set(["unreachable", "timeout", "throttled", "server"]);

/**
 * Wait for a container to run, telling what it waits for: its image, the scheduler, what the kubelet refuses; or that the
 * cluster cannot be asked, which ends nothing.
 *
 * @returns a failure when it has ended, is not in the pod, or the pod has gone; or when `signal` gives it up
 */
export async function awaitContainer(
	transport: Pick<Transport, "request">,
	clock: Clock,
	{ namespace, pod, container }: ContainerPlace,
	signal: AbortSignal,
	tell: (line: SafeText) => void,
): Promise<Result<void, Failure>> {
	const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
	let pauseMs: number;
	do {
		pauseMs = LOOK_EVERY_MS;
		const answer = await fetchJson(transport, { method: "GET", path, purpose: "debug", signal });
		if (!answer.ok) {
			if (!passing.has(answer.failure.kind)) return answer;
			tell(safeText(messages.shells.debug.cannotLook(answer.failure.message)));
			pauseMs = Math.max(LOOK_AGAIN_MS, answer.failure.retryAfterMs ?? 0);
			continue;
		}
		const seen = orInvalid(() => look(answer.value.json, container));
		if (!seen.ok) return seen;
		if ("missing" in seen.value) return fail(failure("absent", messages.shells.debug.notThere(container)));
		if ("running" in seen.value) return ok(undefined);
		if ("over" in seen.value) return fail(failure("server", seen.value.over));
		tell(safeText(seen.value.waitsFor));
	} while (await sleep(clock, pauseMs, signal));
	return fail(failure("cancelled", messages.shells.debug.givenUp));
}

function look(json: unknown, container: string): Seen {
	const { spec, status: pod } = pickJson(shape, json);
	if (![...spec.containers, ...spec.ephemeralContainers].some(({ name }) => name === container))
		return { missing: true };
	const said = messages.shells.debug;
	const own = [...pod.containerStatuses, ...pod.ephemeralContainerStatuses].find(({ name }) => name === container);
	if (own?.state.running !== undefined) return { running: true };
	const ended = own?.state.terminated;
	if (ended !== undefined) return { over: said.ended(ended.exitCode, ended.message || ended.reason) };
	if (pod.phase === "Failed" || pod.phase === "Succeeded") return { over: pod.message || pod.phase };
	const waiting = own?.state.waiting;
	if (waiting !== undefined) return { waitsFor: words(waiting.reason, waiting.message) };
	const unscheduled = pod.conditions.find((one) => one.type === "PodScheduled" && one.status === "False");
	if (unscheduled !== undefined) return { waitsFor: words(unscheduled.reason, unscheduled.message) };
	return { waitsFor: said.noWord };
}

function words(reason: string, message: string): string {
	return [reason, message].filter((part) => part !== "").join(": ");
}
