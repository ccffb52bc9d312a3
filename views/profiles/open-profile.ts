import { ok, type Result } from "../../src/base/result.ts";
import { type OfferedPort, podFacts, type TargetFacts } from "../../src/forwards/read-target.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { openTunnel } from "../../src/kube/streams/open-tunnel.ts";
import { pods } from "../../src/resources/pods.ts";
import { readObject } from "../../src/session/read-object.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ProfileModel } from "./profile-model.ts";

/** Where Go programs have their profiles by habit. */
const USUAL_PORT = 6060;

/** Show what the program of the pod under the cursor tells of itself, at a port or wherever it answers. */
export function openProfile(workspace: Workspace, port?: number): void {
	const row = workspace.table?.current();
	if (row === undefined) return;
	const { cluster, options } = workspace;
	const { transport } = cluster;
	const { namespace, name, uid } = row;
	workspace.show(
		new ProfileModel({
			pod: safeText(`${namespace}/${name}`),
			...(port === undefined ? {} : { port }),
			clock: options.clock,
			open: (signal) => openTunnel(transport, options.clock, { namespace, pod: name, signal }),
			ports: async (signal): Promise<Result<readonly number[], Failure>> => {
				const pod = await readObject(transport, { resource: pods, namespace, name, uid }, signal);
				const facts = pod.ok ? podFacts(pod.value) : pod;
				return facts.ok ? ok(likelyPorts(facts.value)) : facts;
			},
		}),
	);
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

/** Why the pod under the cursor cannot be profiled. */
export function profileProblem({ table, options }: Workspace): string | undefined {
	const { disabled } = messages.profiles;
	if (options.readOnly) return disabled.readOnly;
	const row = table?.current();
	if (table?.kind.id !== pods.id || row === undefined) return disabled.noPod;
	return "phase" in row && row.phase === "Running" ? undefined : disabled.notRunning;
}
