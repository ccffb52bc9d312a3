import { type Failure, failure } from "../kube/failure.ts";
import { BodyError, type KubeRequest, type Transport } from "../kube/transport/transport.ts";
import { LineSplitter } from "./line-splitter.ts";
import { type LogStamp, readStamp } from "./log-stamp.ts";

/** What is kept of one line at most; a kubelet joins what a runtime has cut into 16 KB, so there may come more. */
const longestLineBytes = 128 * 1024;

/** Of a line so many bytes tell it from others of its length that were written in the same nanosecond. */
const HASHED_BYTES = 256;

const BLANK = 0x20;

/** One line as it comes from a server. All of it is only lent: it is written over when the call is over. */
export interface LentLine {
	/** When it was written; undefined where the server gave no time. */
	stamp: Readonly<LogStamp> | undefined;
	/** The text stands in `bytes` from `from` to `to`. */
	bytes: Uint8Array;
	from: number;
	to: number;
	/** So many bytes more it had. */
	cutBytes: number;
	/** The server has not said that the line ends here: it broke off, or has not come further. */
	isBegun: boolean;
}

/** Who takes what comes. */
export interface LogTaker {
	/** The server has answered: it is being read. */
	opened?(): void;
	/** Returns false when nothing more is wanted. */
	line(line: Readonly<LentLine>): boolean;
	/** After each chunk; what it returns is waited for before there is another. */
	taken?(): Promise<void> | undefined;
}

/** How one request for a log came to its end. */
export type ReadingEnd =
	/** As servers end it: when the container has, or when all was given that was asked for. */
	| { readonly how: "ended" }
	/** The taker wanted no more. */
	| { readonly how: "enough" }
	| { readonly how: "failed"; readonly failure: Failure };

/** What is asked: path, query and how long it may take. */
export type LogRequest = Pick<KubeRequest, "path" | "query" | "idleTimeoutMs">;

/** Ask for a log once and hand on its lines until it ends. A failure whose kind is `cancelled` came from the signal. */
export async function readLog(
	transport: Pick<Transport, "request">,
	request: LogRequest,
	taker: LogTaker,
	signal: AbortSignal,
): Promise<ReadingEnd> {
	const enough = new AbortController();
	const answer = await transport.request({
		method: "GET",
		accept: "*/*",
		purpose: "logs",
		...request,
		signal: AbortSignal.any([signal, enough.signal]),
	});
	if (!answer.ok) return { how: "failed", failure: answer.failure };
	taker.opened?.();
	const line: LentLine = { stamp: undefined, bytes: nothing, from: 0, to: 0, cutBytes: 0, isBegun: false };
	const stamp: LogStamp = { seconds: 0, nanos: 0 };
	let isEnough = false;
	const splitter = new LineSplitter(longestLineBytes, (bytes, from, to, cutBytes) => {
		if (isEnough) return;
		const end = readStamp(bytes, from, to, stamp);
		const isStamped = end >= 0 && (end === to || bytes[end] === BLANK);
		line.stamp = isStamped ? stamp : undefined;
		line.bytes = bytes;
		line.from = isStamped ? Math.min(end + 1, to) : from;
		line.to = to;
		line.cutBytes = cutBytes;
		isEnough = !taker.line(line);
	});
	try {
		for await (const chunk of answer.value.body) {
			splitter.push(chunk);
			if (isEnough) break;
			await taker.taken?.();
		}
		line.isBegun = true;
		splitter.end();
		await taker.taken?.();
		return { how: isEnough ? "enough" : "ended" };
	} catch (thrown) {
		if (thrown instanceof BodyError) return { how: "failed", failure: thrown.failure };
		return { how: "failed", failure: failure("invalid", String(thrown)) };
	} finally {
		enough.abort();
	}
}

const nothing = new Uint8Array(0);

/** FNV-1a over the beginning of a line. */
export function lineHash({ bytes, from, to }: Readonly<LentLine>): number {
	const end = Math.min(to, from + HASHED_BYTES);
	let hash = 0x811c9dc5;
	for (let at = from; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
	return hash >>> 0;
}
