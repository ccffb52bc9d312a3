import type { Clock } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import { cancelled } from "../transport/connection-failure.ts";
import type { Dialled } from "../transport/transport.ts";
import { Inlet } from "./inlet.ts";
import { createListeners } from "./listeners.ts";
import type { TunnelConnection } from "./pod-tunnel.ts";
import { openSocketLine, type SocketLine } from "./socket-line.ts";
import { saidByNode } from "./spdy-connection.ts";

const silentMs = 30_000;
const longestMessageBytes = 32 * 1024;
const heldLimitBytes = 128 * 1024;
const unsentLimitBytes = 64 * 1024;
const longestErrorBytes = 4 * 1024;

/** Channels of the first port. Each begins with the port's number, in two bytes. */
const channel = { data: 0, errors: 1 } as const;
const portBytes = 2;

/** One connection over a WebSocket of its own, which is still being opened. */
export function openChannelConnection(
	dialling: Promise<Result<Dialled, Failure>>,
	clock: Clock,
	signal: AbortSignal,
): TunnelConnection {
	const { promise: closed, resolve } = Promise.withResolvers<Failure | undefined>();
	const room = createListeners<[]>();
	const remoteEnd = createListeners<[]>();
	const unsent: Uint8Array[] = [];
	let unsentBytes = 0;
	let errorWords = Buffer.alloc(0);
	/** Bytes of the port's number that have yet to come on each channel. */
	const preface = [portBytes, portBytes];
	let line: SocketLine | undefined;
	let isOver = false;
	/** The WebSocket is closed; it is told when all that is held has been taken. */
	let end: { readonly why: Failure | undefined } | undefined;

	const finish = (why: Failure | undefined): void => {
		if (isOver) return;
		isOver = true;
		line?.close();
		inlet.clear();
		resolve(why);
	};
	const settleWhenTaken = (): void => {
		if (isOver || end === undefined || !inlet.isEmpty) return;
		if (end.why === undefined) remoteEnd.tell();
		finish(end.why);
	};
	const inlet = new Inlet({
		limitBytes: heldLimitBytes,
		full: (isFull) => (isFull ? line?.pause() : line?.resume()),
		empty: settleWhenTaken,
	});
	const hear = (message: Buffer): void => {
		const number = message[0] ?? 255;
		const awaited = preface[number];
		if (awaited === undefined) return;
		const payload = message.subarray(1 + awaited);
		preface[number] = Math.max(0, awaited - (message.length - 1));
		if (number === channel.data) inlet.take(payload, undefined);
		else if (payload.length > 0) errorWords = Buffer.concat([errorWords, payload.subarray(0, longestErrorBytes)]);
		if (errorWords.length > 0) finish(saidByNode([errorWords]));
	};
	const send = (bytes: Uint8Array, over: SocketLine): boolean => {
		let hasRoom = true;
		for (let at = 0; at < bytes.length; at += longestMessageBytes) {
			hasRoom = over.send(Buffer.concat([Uint8Array.of(channel.data), bytes.subarray(at, at + longestMessageBytes)]));
		}
		return hasRoom;
	};
	const opened = (dialled: Dialled): void => {
		const over = openSocketLine(
			dialled,
			{ clock, silentMs, signal },
			{
				message: hear,
				drain: () => room.tell(),
				closed(why) {
					end = { why };
					settleWhenTaken();
				},
			},
		);
		line = over;
		over.resume();
		let hasRoom = true;
		for (const bytes of unsent) hasRoom = send(bytes, over);
		unsent.length = 0;
		if (hasRoom && unsentBytes >= unsentLimitBytes) room.tell();
	};
	void dialling.then((outcome) => {
		if (!outcome.ok) finish(outcome.failure);
		else if (isOver) outcome.value.socket.terminate();
		else opened(outcome.value);
	});

	return {
		write(bytes) {
			if (isOver) return true;
			if (line !== undefined) return send(bytes, line);
			unsent.push(Uint8Array.from(bytes));
			unsentBytes += bytes.length;
			return unsentBytes < unsentLimitBytes;
		},
		onDrain: (listener) => room.add(listener),
		// There is no word for it: the other side goes on until it has nothing more to say.
		end: () => undefined,
		onData: (listener) => inlet.listen(listener),
		onEnd: (listener) => remoteEnd.add(listener),
		pause: () => inlet.pause(),
		resume: () => inlet.resume(),
		close: () => finish(cancelled()),
		closed,
	};
}
