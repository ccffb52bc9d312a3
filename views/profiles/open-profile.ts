import { ok, type Result } from "../../src/base/result.ts";
import { type OfferedPort, podFacts, type TargetFacts } from "../../src/forwards/read-target.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { openTunnel } from "../../src/kube/streams/open-tunnel.ts";
import { podKey, pods } from "../../src/resources/pods.ts";
import { readObject } from "../../src/session/read-object.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { rowProblem } from "../commands/row-problem.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { type PodTarget, podTarget, runningContainers, targetName } from "../shells/pod-target.ts";
import { reachProblem } from "../shells/reach-problem.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ProfileModel } from "./profile-model.ts";

/** Where Go programs have their profiles by habit. */
const USUAL_PORT = 6060;

/** Show what the program of the pod or container under the cursor tells of itself, at a port or wherever it answers. */
export async function openProfile(workspace: Workspace, port?: number): Promise<void> {
	const target = podTarget(workspace.table);
	if (target === undefined) return;
	const { cluster, options, notice } = workspace;
	const { transport } = cluster;
	const { namespace, pod: name, uid, container } = target;
	const pod = profiledName(target);
	const reached = await whileWaiting(workspace, safeText(messages.profiles.reaching(pod)), async (signal) => ({
		problem: await reachProblem(workspace, "portforward", namespace, signal),
	}));
	if (reached === undefined) return;
	if (reached.problem !== undefined) {
		notice.set(reached.problem);
		return;
	}
	workspace.show(
		new ProfileModel({
			pod,
			...(port === undefined ? {} : { port }),
			clock: options.clock,
			open: (signal) => openTunnel(transport, options.clock, { namespace, pod: name, signal }),
			ports: async (signal): Promise<Result<readonly number[], Failure>> => {
				const read = await readObject(transport, { resource: pods, namespace, name, uid }, signal);
				const facts = read.ok ? podFacts(read.value, container) : read;
				return facts.ok ? ok(likelyPorts(facts.value)) : facts;
			},
		}),
	);
}

/** The pod, or the container of it, that would be profiled; empty where the row under the cursor is neither. */
export function profiledUnderCursor({ table }: Workspace): SafeText {
	const target = podTarget(table);
	return target === undefined ? safeText("") : profiledName(target);
}

function profiledName(target: PodTarget): SafeText {
	const { namespace, pod, container } = target;
	return container === undefined ? safeText(podKey({ namespace, name: pod })) : targetName(target, container);
}

/** The TCP ports that a pod names: those called so first, then the usual one, then the others; the usual one where it names none. */
function likelyPorts({ ports }: TargetFacts): readonly number[] {
	const rank = ({ name, port }: OfferedPort): number =>
		/pprof|prof|debug/.test(name) ? 0 : port === USUAL_PORT ? 1 : 2;
	const named = ports
		.filter(({ protocol }) => protocol === "TCP")
		.toSorted((a, b) => rank(a) - rank(b))
		.map(({ port }) => port);
	return [...new Set(named.length === 0 ? [USUAL_PORT] : named)];
}

/** Why what is under the cursor cannot be profiled. */
export function profileProblem(workspace: Workspace): SafeText | undefined {
	const { disabled } = messages.views;
	if (workspace.options.readOnly) return safeText(disabled.readOnlyForward);
	const problem = rowProblem(workspace);
	if (problem !== undefined) return problem;
	const target = podTarget(workspace.table);
	if (target === undefined) return safeText(messages.profiles.disabled.noPod);
	if (runningContainers(target).length > 0) return undefined;
	return safeText(target.container === undefined ? disabled.noneRuns : disabled.notRunning);
}
