import type { Clock } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import type { Dialled } from "../transport/transport.ts";
import { Inlet } from "./inlet.ts";
import { createListeners } from "./listeners.ts";
import { processEnd } from "./process-end.ts";
import type { AttachRequest, ProcessEnd, RemoteProcess } from "./remote-process.ts";
import { openSocketLine, type SocketLine } from "./socket-line.ts";

/** Best first. The older one cannot say that the input ends. */
export const processProtocols: readonly string[] = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

/** The first byte of a message. @see https://github.com/kubernetes/apimachinery/blob/master/pkg/util/remotecommand/constants.go */
const channel = { input: 0, stdout: 1, stderr: 2, end: 3, resize: 4, close: 255 } as const;

/** As kubectl waits: a shell outlives a minute without a line. */
const silentMs = 60_000;
/** Larger messages would make a ping wait behind them. */
const longestMessageBytes = 32 * 1024;
/** What is kept of output that nobody takes, before the process has to wait. */
const heldLimitBytes = 1024 * 1024;
/** More of the last word is not kept. */
const longestEndBytes = 64 * 1024;

type OutputName = "stdout" | "stderr";

/** A process at the other end of an open WebSocket that speaks one of {@link processProtocols}. */
export function channelProcess(
	dialled: Dialled,
	clock: Clock,
	{ signal }: Pick<AttachRequest, "signal">,
	program: string | undefined,
): RemoteProcess {
	const canCloseInput = dialled.protocol === "v5.channel.k8s.io";
	const room = createListeners<[]>();
	const { promise: ended, resolve: settle } = Promise.withResolvers<ProcessEnd>();
	const lastWord: Uint8Array[] = [];
	let lastWordBytes = 0;
	let inputClosed = false;
	/** How it ended, from when the line is closed; told when all that is held has been taken. */
	let end: ProcessEnd | undefined;

	const settleWhenTaken = (): void => {
		if (end !== undefined && output.isEmpty) settle(end);
	};
	const output = new Inlet<OutputName>({
		limitBytes: heldLimitBytes,
		full: (isFull) => (isFull ? line.pause() : line.resume()),
		empty: settleWhenTaken,
	});
	const noteLastWord = (bytes: Uint8Array): void => {
		if (lastWordBytes + bytes.length > longestEndBytes) return;
		lastWord.push(Uint8Array.from(bytes));
		lastWordBytes += bytes.length;
	};
	const endOf = (why: Failure | undefined): ProcessEnd => {
		if (lastWordBytes > 0) return processEnd(Buffer.concat(lastWord), program);
		return { how: "lost", failure: why ?? failure("unreachable", messages.streams.endUntold) };
	};
	const line: SocketLine = openSocketLine(
		dialled,
		{ clock, silentMs, signal },
		{
			message(bytes) {
				const payload = bytes.subarray(1);
				if (bytes[0] === channel.stdout) output.take(payload, "stdout");
				else if (bytes[0] === channel.stderr) output.take(payload, "stderr");
				else if (bytes[0] === channel.end) noteLastWord(payload);
			},
			drain: () => room.tell(),
			closed(why) {
				end = why?.kind === "cancelled" ? { how: "lost", failure: why } : endOf(why);
				if (why?.kind === "cancelled") output.clear();
				else settleWhenTaken();
			},
		},
	);
	// Nobody listens yet, but the line is watched over from its first moment.
	line.resume();

	const say = (number: number, bytes: Uint8Array): boolean => {
		const message = Buffer.allocUnsafe(bytes.length + 1);
		message[0] = number;
		message.set(bytes, 1);
		return line.send(message);
	};

	return {
		canCloseInput,
		write(bytes) {
			let hasRoom = true;
			if (inputClosed) return hasRoom;
			for (let at = 0; at < bytes.length; at += longestMessageBytes) {
				hasRoom = say(channel.input, bytes.subarray(at, at + longestMessageBytes));
			}
			return hasRoom;
		},
		onDrain: room.add,
		closeInput() {
			if (inputClosed || !canCloseInput) return;
			inputClosed = true;
			say(channel.close, Uint8Array.of(channel.input));
		},
		resize(columns, rows) {
			say(channel.resize, Buffer.from(`${JSON.stringify({ Width: columns, Height: rows })}\n`));
		},
		onOutput: (listener) => output.listen(listener),
		pause: () => output.pause(),
		resume: () => output.resume(),
		ended,
		close() {
			line.close();
			output.clear();
		},
	};
}
