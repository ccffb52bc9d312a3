import type { LogStamp } from "./log-stamp.ts";
import type { SeenLines } from "./seen-lines.ts";

/** What a line is that comes when a log is read on. */
export type Recognition =
	/** It was read before. */
	| "seen"
	/** It was not, and all that come after it were not either. */
	| "new"
	/** It was not, and neither was any line before it: what lies between is not known. */
	| "strange";

/**
 * Finds, in what a server gives when it is asked again, where that goes on from what was read. What comes begins with
 * lines that were read, in their order: all that are kept in {@link SeenLines}, or the last of them where the
 * log was rotated meanwhile.
 */
export class Overlap {
	readonly #seen: SeenLines;
	/** Indexes of the lines that are expected, in their order. */
	readonly #expected: readonly number[];
	/** Which of them the next line may be; undefined before the first is found. */
	#places: number[] | undefined;
	#isOver: boolean;

	/** @param sinceSeconds what the server is asked for begins with this second; undefined = with the log */
	constructor(seen: SeenLines, sinceSeconds: number | undefined) {
		this.#seen = seen;
		this.#expected = seen.from(sinceSeconds);
		this.#isOver = this.#expected.length === 0;
	}

	/** A line that was read has come again: nothing is missing between what was read and what comes now. */
	get isFound(): boolean {
		return this.#places !== undefined;
	}

	/** What the next line is. */
	take(stamp: LogStamp, length: number, hash: number): Recognition {
		if (this.#isOver) return "new";
		const seen = this.#seen;
		const candidates = this.#places ?? this.#expected.keys();
		const places: number[] = [];
		for (const place of candidates) {
			const index = this.#expected[place];
			if (index !== undefined && seen.isAt(index, stamp, length, hash)) places.push(place + 1);
		}
		if (places.length > 0) {
			this.#places = places;
			return "seen";
		}
		// Before the first line that was read there may be others that were not asked for then.
		if (!this.isFound && seen.isUpTo(this.#expected[0] as number, stamp)) return "seen";
		this.#isOver = true;
		return this.isFound ? "new" : "strange";
	}
}
