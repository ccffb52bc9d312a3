import type { LogMark } from "./log-view.ts";

/** What stands among the lines: lines, and marks of ours. */
export type LineKind = "line" | LogMark;

const kinds: readonly LineKind[] = ["line", "gap", "skipped", "joined", "restarted", "ended"];

const mostLines = 4_096;
const textBytes = 256 * 1024;

const endsAt = mostLines * 8;
const sourcesAt = endsAt + mostLines * 4;
const kindsAt = sourcesAt + mostLines * 2;
const textAt = kindsAt + mostLines;

/** Bytes of a block, in memory and in a file. */
export const blockBytes = textAt + textBytes;

/** A line to be kept. Its bytes are only lent. */
export interface NewLine {
	/** Microseconds since the epoch; NaN where nothing tells. */
	readonly atUs: number;
	readonly source: number;
	readonly kind: LineKind;
	readonly bytes: Uint8Array;
	readonly from: number;
	readonly to: number;
	readonly cutBytes: number;
}

/**
 * Some thousand lines in one piece of memory, which goes to a file and comes back as it is. Fifty thousand lines a second
 * would be too many objects to keep.
 */
export class LineBlock {
	readonly buffer: Buffer;
	readonly #times: Float64Array;
	readonly #ends: Uint32Array;
	readonly #sources: Uint16Array;
	readonly #kinds: Uint8Array;
	#count: number;

	/** Empty, or with the lines that a buffer holds. */
	constructor(buffer?: Buffer, count = 0) {
		this.buffer = buffer ?? Buffer.from(new ArrayBuffer(blockBytes));
		const memory = this.buffer.buffer;
		this.#times = new Float64Array(memory, 0, mostLines);
		this.#ends = new Uint32Array(memory, endsAt, mostLines);
		this.#sources = new Uint16Array(memory, sourcesAt, mostLines);
		this.#kinds = new Uint8Array(memory, kindsAt, mostLines);
		this.#count = count;
	}

	get count(): number {
		return this.#count;
	}

	/** Take a line in; false when there is no room for it. */
	add({ atUs, source, kind, bytes, from, to }: NewLine): boolean {
		const index = this.#count;
		const start = this.#startOf(index);
		if (index === mostLines || start + to - from > textBytes) return false;
		this.buffer.set(bytes.subarray(from, to), textAt + start);
		this.#times[index] = atUs;
		this.#sources[index] = source;
		this.#kinds[index] = kinds.indexOf(kind);
		this.#ends[index] = start + to - from;
		this.#count = index + 1;
		return true;
	}

	atUs(index: number): number {
		return this.#times[index] as number;
	}

	source(index: number): number {
		return this.#sources[index] as number;
	}

	kind(index: number): LineKind {
		return kinds[this.#kinds[index] as number] as LineKind;
	}

	isMark(index: number): boolean {
		return this.#kinds[index] !== 0;
	}

	/** A line's text. What is no UTF-8 in it becomes replacement characters. */
	text(index: number): string {
		return this.buffer.toString("utf8", textAt + this.#startOf(index), textAt + (this.#ends[index] as number));
	}

	#startOf(index: number): number {
		return index === 0 ? 0 : (this.#ends[index - 1] as number);
	}
}
