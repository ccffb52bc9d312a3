import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import type { PodTunnel, TunnelConnection } from "../kube/streams/pod-tunnel.ts";
import { messages } from "../text/messages/messages.ts";

/** Connections that share a tunnel, so that one whose reader is slow holds up no more than these. */
const sharedBy = 32;

/** A connection, and whether one of its sides can end before the other. */
interface PooledConnection {
	readonly connection: TunnelConnection;
	readonly halfClose: boolean;
}

/** The tunnels into one pod. */
export interface TunnelPool {
	/** Open a connection, on a tunnel that takes one more; such a one is opened when there is none. */
	connect(port: number): Promise<Result<PooledConnection, Failure>>;
	/** A connection has ended: tunnels that nobody needs are closed. */
	tidy(): void;
	/** Settles when no tunnel is left: with why, or with undefined when that was what we wanted. */
	readonly ended: Promise<Failure | undefined>;
	/** Open no more, and close each tunnel when its last connection has ended. */
	retire(): void;
	/** Close all of them, with every connection. */
	close(): void;
}

/** Keep tunnels, beginning with one that is open. */
export function createTunnelPool(first: PodTunnel, open: () => Promise<Result<PodTunnel, Failure>>): TunnelPool {
	const tunnels = new Set<PodTunnel>();
	const { promise: ended, resolve } = Promise.withResolvers<Failure | undefined>();
	let isRetired = false;
	let opening: Promise<Failure | undefined> | undefined;

	const tidy = (): void => {
		for (const tunnel of tunnels) if (tunnel.connections === 0 && (isRetired || tunnels.size > 1)) tunnel.close();
	};
	const keep = (tunnel: PodTunnel): void => {
		tunnels.add(tunnel);
		void tunnel.closed.then((why) => {
			tunnels.delete(tunnel);
			if (tunnels.size === 0) resolve(isRetired ? undefined : why);
		});
	};
	keep(first);
	const opened = async (): Promise<Failure | undefined> => {
		const outcome = await open();
		opening = undefined;
		if (!outcome.ok) return outcome.failure;
		keep(outcome.value);
		if (isRetired) outcome.value.close();
		return undefined;
	};

	const withRoom = (): PodTunnel | undefined =>
		[...tunnels].find((tunnel) => tunnel.takesMore && (tunnel.connections < sharedBy || !tunnel.halfClose));

	return {
		ended,
		async connect(port) {
			for (;;) {
				const tunnel = withRoom();
				if (tunnel !== undefined) return ok({ connection: tunnel.connect(port), halfClose: tunnel.halfClose });
				if (isRetired) return fail(failure("cancelled", messages.kube.cancelled));
				// Whoever comes meanwhile waits for the same one.
				opening ??= opened();
				const problem = await opening;
				if (problem !== undefined) return fail(problem);
			}
		},
		tidy,
		retire() {
			isRetired = true;
			tidy();
		},
		close() {
			isRetired = true;
			for (const tunnel of tunnels) tunnel.close();
		},
	};
}
