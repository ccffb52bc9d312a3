import type { Clock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { OpenTable } from "../cluster/open-table.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { openTunnel } from "../kube/streams/open-tunnel.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { PodRow } from "../resources/pods.ts";
import { messages } from "../text/messages/messages.ts";
import { choosePod } from "./choose-pod.ts";
import { type ForwardSpec, type ForwardTarget, targetName } from "./forward-spec.ts";
import { readTarget, type TargetFacts } from "./read-target.ts";
import { leadsTo, portNumber } from "./resolve-port.ts";
import { createTunnelPool, type TunnelPool } from "./tunnel-pool.ts";

/** A pod with a tunnel into it. */
export interface Attached {
	readonly pod: PodRow;
	/** The number of the container's port. */
	readonly port: number;
	readonly tunnels: TunnelPool;
	readonly halfClose: boolean;
}

/** What a forward is attached with. */
export interface AttachOptions {
	readonly transport: Pick<Transport, "request" | "dial">;
	readonly clock: Clock;
	readonly pods: OpenTable<PodRow>;
	readonly spec: ForwardSpec;
	/** Of the pod before. */
	readonly family: string | undefined;
	readonly signal: AbortSignal;
}

const said = messages.forwards;

/** Find the pod that a forward leads to, and open a tunnel into it. Nothing is waited for but answers. */
export async function attachPod(options: AttachOptions): Promise<Result<Attached, Failure>> {
	const { transport, clock, pods, spec, family, signal } = options;
	const { target } = spec;
	const read = target.kind === "pods" ? ok(podFacts) : await readTarget(transport, target, signal);
	if (!read.ok) return read;
	const facts = read.value;
	if (facts.selector === "") return fail(failure("invalid", said.noSelector(targetName(target))));
	const pod = choosePod(pods.rows.rows(), target, facts.selector, family);
	if (pod === undefined) {
		return fail(failure("absent", whyNone(target, facts.selector, family)));
	}
	const port = await portOf(options, facts, pod.name);
	if (!port.ok) return port;
	const open = () => openTunnel(transport, clock, { namespace: pod.namespace, pod: pod.name, signal });
	const tunnel = await open();
	if (!tunnel.ok) return tunnel;
	const { halfClose } = tunnel.value;
	return ok({ pod, port: port.value, tunnels: createTunnelPool(tunnel.value, open), halfClose });
}

function whyNone(target: ForwardTarget, selector: string | undefined, family: string | undefined): string {
	if (selector !== undefined) return said.noPod(targetName(target));
	return family === undefined ? said.noSuchPod(target.name) : said.notReplaced(target.name);
}

/** Of a pod its row says enough, but for the names of its ports. */
const podFacts: TargetFacts = { selector: undefined, ports: [] };

async function portOf(
	{ transport, spec: { target, remotePort }, signal }: AttachOptions,
	facts: TargetFacts,
	pod: string,
): Promise<Result<number, Failure>> {
	const wanted = leadsTo(target, facts, remotePort);
	if (!wanted.ok || /^\d+$/.test(wanted.value)) return wanted.ok ? portNumber(pod, [], wanted.value) : wanted;
	const { namespace } = target;
	const read = await readTarget(transport, { kind: "pods", namespace, name: pod }, signal);
	return read.ok ? portNumber(pod, read.value.ports, wanted.value) : read;
}
