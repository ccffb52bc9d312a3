import type { LogStamp } from "./log-stamp.ts";

/** A log may hold lines of two writers that are out of order by as much as they waited for each other. */
const OVERLAP_SECONDS = 1;

/** More than a fast log has in that time. */
const mostLines = 400_000;

/**
 * The last lines that were read of one log, by which it is known where to go on. A server that is asked for what was
 * written since some second gives whole seconds, so the lines of the last seconds come again: they are recognised by
 * when they were written, their length and a hash, one by one and in their order. Lines that are the same in all
 * of that are counted.
 */
export class SeenLines {
	#seconds: number[] = [];
	#nanos: number[] = [];
	#lengths: number[] = [];
	#hashes: number[] = [];
	#latest = Number.NEGATIVE_INFINITY;
	readonly #last: LogStamp = { seconds: Number.NEGATIVE_INFINITY, nanos: 0 };

	/** Lines that would be recognised. */
	get size(): number {
		return this.#seconds.length;
	}

	/**
	 * From which second on to ask, so that what comes begins with lines that are known. Undefined before the first line, and
	 * when the clock that stamps them was set back: what was written since would be left out.
	 */
	get sinceSeconds(): number | undefined {
		const isSetBack = this.#last.seconds < this.#latest - OVERLAP_SECONDS;
		return this.size === 0 || isSetBack ? undefined : this.#latest - OVERLAP_SECONDS;
	}

	/** A line has been read. */
	add({ seconds, nanos }: LogStamp, length: number, hash: number): void {
		this.#last.seconds = seconds;
		this.#last.nanos = nanos;
		if (seconds > this.#latest) {
			this.#latest = seconds;
			this.#forget(this.#countBefore(seconds - OVERLAP_SECONDS));
		}
		if (this.size >= mostLines) this.#forget(mostLines / 2);
		this.#seconds.push(seconds);
		this.#nanos.push(nanos);
		this.#lengths.push(length);
		this.#hashes.push(hash);
	}

	/** Another log from here on. */
	clear(): void {
		this.#seconds = [];
		this.#nanos = [];
		this.#lengths = [];
		this.#hashes = [];
		this.#latest = Number.NEGATIVE_INFINITY;
		this.#last.seconds = Number.NEGATIVE_INFINITY;
	}

	/** Whether one was written before the line at an index, or at that moment. */
	isUpTo(index: number, { seconds, nanos }: LogStamp): boolean {
		const other = this.#seconds[index] as number;
		return seconds < other || (seconds === other && nanos <= (this.#nanos[index] as number));
	}

	/** The indexes of the lines that a server gives when it is asked from a second on. */
	from(sinceSeconds: number | undefined): readonly number[] {
		const all = this.#seconds.map((_, index) => index);
		return sinceSeconds === undefined ? all : all.filter((index) => (this.#seconds[index] as number) >= sinceSeconds);
	}

	/** Whether the line at an index is this one. */
	isAt(index: number, { seconds, nanos }: LogStamp, length: number, hash: number): boolean {
		return (
			this.#nanos[index] === nanos &&
			this.#seconds[index] === seconds &&
			this.#lengths[index] === length &&
			this.#hashes[index] === hash
		);
	}

	#countBefore(beforeSeconds: number): number {
		let count = 0;
		while (count < this.size && (this.#seconds[count] as number) < beforeSeconds) count++;
		return count;
	}

	#forget(count: number): void {
		if (count === 0) return;
		this.#seconds.splice(0, count);
		this.#nanos.splice(0, count);
		this.#lengths.splice(0, count);
		this.#hashes.splice(0, count);
	}
}
