import type { Socket } from "node:net";
import type { Failure } from "../kube/failure.ts";
import type { TunnelConnection } from "../kube/streams/pod-tunnel.ts";
import { nodeCode } from "../kube/streams/pod-tunnel.ts";

/** More than this is not kept for a second try. */
const longestEarlyBytes = 64 * 1024;

/** Told of the bytes that go by. */
export interface CarriedBytes {
	received(bytes: number): void;
	sent(bytes: number): void;
}

/** How a connection into a pod ended. */
interface Carried {
	readonly failure: Failure | undefined;
	/** Nobody in the pod has seen it: it may be tried again, and the other side notices nothing. */
	readonly canRepeat: boolean;
}

/** Carries one local connection to a pod, both ways, each as fast as the slower end takes it. */
export interface Carrier {
	/** Carry it over a connection until that ends. What was said before to one that failed is said again. */
	over(connection: TunnelConnection, halfClose: boolean): Promise<Carried>;
	/** It comes to nothing: whoever connected is told so by a reset. */
	reset(): void;
	/** All was said. */
	finish(): void;
	/** The local side has gone. */
	readonly isGone: boolean;
}

/** Carry a connection that has been accepted and not yet been read from. */
export function createCarrier(local: Socket, bytes: CarriedBytes): Carrier {
	const early: Uint8Array[] = [];
	let earlyBytes = 0;
	let ended = false;
	let gone = false;
	let current: TunnelConnection | undefined;

	local.on("error", () => undefined);
	local.on("data", (chunk: Buffer) => {
		earlyBytes += chunk.length;
		if (earlyBytes <= longestEarlyBytes) early.push(chunk);
		else early.length = 0;
		bytes.sent(chunk.length);
		if (current?.write(chunk) === false) local.pause();
	});
	local.on("end", () => {
		ended = true;
		current?.end();
	});
	local.on("close", () => {
		gone = true;
		current?.close();
	});

	return {
		get isGone() {
			return gone;
		},
		async over(connection, halfClose) {
			current = connection;
			let heard = false;
			let hasRoom = true;
			for (const part of early) hasRoom = connection.write(part);
			connection.onDrain(() => local.resume());
			connection.onData((part) => {
				heard = true;
				early.length = 0;
				bytes.received(part.length);
				if (!local.write(part)) connection.pause();
			});
			// An end without a word may be a refusal, whose reason is still on its way.
			connection.onEnd(() => void (halfClose && heard && local.end()));
			const drained = (): void => connection.resume();
			local.on("drain", drained);
			if (ended) connection.end();
			if (gone) connection.close();
			connection.resume();
			if (hasRoom) local.resume();
			const failure = await connection.closed;
			current = undefined;
			local.off("drain", drained);
			local.pause();
			const isWhole = earlyBytes <= longestEarlyBytes;
			return { failure, canRepeat: !gone && !heard && isWhole && failure?.code === nodeCode };
		},
		reset() {
			if (!gone) local.resetAndDestroy();
		},
		finish() {
			// What was written still goes out; what comes in now has nowhere to go.
			local.resume();
			local.end(() => local.destroySoon());
		},
	};
}
