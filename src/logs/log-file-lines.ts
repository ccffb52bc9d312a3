import { isLater } from "./kept-line.ts";
import { LineSplitter } from "./line-splitter.ts";
import { type LogStamp, readStamp } from "./log-stamp.ts";

/** A line out of a log's file. */
export interface FileLine {
	/** Undefined in a file that keeps no times. */
	readonly stamp: LogStamp | undefined;
	/** Undefined in a file that does not say. */
	readonly stream: "stdout" | "stderr" | undefined;
	readonly text: string;
	/** So many bytes more it had. */
	readonly cutBytes: number;
}

/** What is kept of one line at most, in UTF-16 units; as much as of one that a server gives. */
const longestText = 128 * 1024;

const cri = /^(\S+) (stdout|stderr) ([A-Z:]+) ?/;

interface Begun {
	readonly stamp: LogStamp | undefined;
	readonly parts: string[];
	length: number;
	cutBytes: number;
}

/**
 * Reads a container's log as a runtime or a Docker daemon writes it to a file. What a runtime has cut into pieces (`P` at
 * all but the last, `F`) or a daemon has (no line feed at the end) is one line again; pieces of both streams may be
 * mixed. A file in neither form is read line by line.
 *
 * @see https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
 */
export class LogFileLines {
	readonly #onLine: (line: FileLine) => void;
	readonly #splitter: LineSplitter;
	readonly #decoder = new TextDecoder();
	readonly #begun = new Map<FileLine["stream"], Begun>();

	constructor(onLine: (line: FileLine) => void) {
		this.#onLine = onLine;
		this.#splitter = new LineSplitter(longestText, (bytes, from, to, cutBytes) =>
			this.#take(this.#decoder.decode(bytes.subarray(from, to)), cutBytes),
		);
	}

	push(chunk: Uint8Array): void {
		this.#splitter.push(chunk);
	}

	/** One file has no more, and the next goes on: pieces that have begun do, too. */
	endFile(): void {
		this.#splitter.end();
	}

	/** There is no more: what has begun is a line too, the earlier one first. */
	end(): void {
		this.endFile();
		const left = [...this.#begun].sort(([, a], [, b]) => (a.stamp && b.stamp && isLater(a.stamp, b.stamp) ? 1 : -1));
		this.#begun.clear();
		for (const [stream, begun] of left) this.#tell(stream, begun);
	}

	#take(line: string, cutBytes: number): void {
		const piece = criPiece(line) ?? dockerPiece(line);
		if (piece === undefined) this.#onLine({ stamp: undefined, stream: undefined, text: line, cutBytes });
		else this.#join(piece, cutBytes);
	}

	#join({ stamp, stream, text, isLast }: Piece, cutBytes: number): void {
		const begun = this.#begun.get(stream) ?? { stamp, parts: [], length: 0, cutBytes: 0 };
		const kept = text.slice(0, Math.max(0, longestText - begun.length));
		begun.parts.push(kept);
		begun.cutBytes += cutBytes + (kept === text ? 0 : Buffer.byteLength(text.slice(kept.length)));
		begun.length += kept.length;
		if (!isLast) {
			this.#begun.set(stream, begun);
			return;
		}
		this.#begun.delete(stream);
		this.#tell(stream, begun);
	}

	#tell(stream: FileLine["stream"], { stamp, parts, cutBytes }: Begun): void {
		this.#onLine({ stamp, stream, text: parts.join(""), cutBytes });
	}
}

interface Piece extends Omit<FileLine, "cutBytes"> {
	readonly isLast: boolean;
}

/** `2026-01-02T03:04:05.123456789Z stdout F what was written` */
function criPiece(line: string): Piece | undefined {
	const match = cri.exec(line);
	if (match === null) return undefined;
	const [head, time = "", stream, tags = ""] = match;
	const stamp = stampOf(time);
	if (stamp === undefined) return undefined;
	const isLast = tags.split(":")[0] !== "P";
	return { stamp, stream: stream as FileLine["stream"], text: line.slice(head.length), isLast };
}

/** `{"log":"what was written\n","stream":"stdout","time":"2026-01-02T03:04:05.123456789Z"}` */
function dockerPiece(line: string): Piece | undefined {
	if (!line.startsWith('{"log":')) return undefined;
	let entry: { readonly log?: unknown; readonly stream?: unknown; readonly time?: unknown };
	try {
		entry = JSON.parse(line) as typeof entry;
	} catch {
		return undefined;
	}
	const { log, stream, time } = entry;
	const stamp = typeof time === "string" ? stampOf(time) : undefined;
	if (typeof log !== "string" || stamp === undefined) return undefined;
	const isLast = log.endsWith("\n");
	const text = isLast ? log.slice(0, log.endsWith("\r\n") ? -2 : -1) : log;
	return { stamp, stream: stream === "stderr" ? "stderr" : "stdout", text, isLast };
}

function stampOf(time: string): LogStamp | undefined {
	const stamp: LogStamp = { seconds: 0, nanos: 0 };
	const bytes = Buffer.from(time);
	return readStamp(bytes, 0, bytes.length, stamp) === bytes.length ? stamp : undefined;
}
