import type { FixedRange } from "../log-request.ts";
import type { LogSink } from "../log-sink.ts";

interface KeptLine {
	readonly atUs: number;
	readonly bytes: Uint8Array;
	readonly cutBytes: number;
}

/** Hands on what of a log a range asks for. Of what is read at first the last lines, where so many are asked for. */
export class RangeTaker {
	readonly #range: FixedRange;
	readonly #sink: Pick<LogSink, "line">;
	/** The last lines, a ring; undefined when each is handed on as it comes. */
	#last: KeptLine[] | undefined;
	#next = 0;
	#taken = 0;

	constructor(range: FixedRange, sink: Pick<LogSink, "line">) {
		this.#range = range;
		this.#sink = sink;
		this.#last = range.tailLines === undefined ? undefined : [];
	}

	/** Nothing else is wanted. */
	get isFull(): boolean {
		return this.#taken >= this.#range.mostLines;
	}

	line(atUs: number, text: string, cutBytes: number): void {
		const { fromUs, toUs } = this.#range;
		const isBounded = Number.isFinite(fromUs) || Number.isFinite(toUs);
		// What has no time is in no stretch of time.
		if (this.isFull || (isBounded && !(atUs >= fromUs && atUs <= toUs))) return;
		this.#taken++;
		const kept: KeptLine = { atUs, bytes: Buffer.from(text), cutBytes };
		const { tailLines = 0 } = this.#range;
		if (this.#last === undefined) this.#hand(kept);
		else if (this.#last.length < tailLines) this.#last.push(kept);
		else this.#last[this.#next++ % tailLines] = kept;
	}

	/** All that there was at first has come. */
	settle(): void {
		const last = this.#last ?? [];
		this.#last = undefined;
		for (let at = 0; at < last.length; at++) this.#hand(last[(this.#next + at) % last.length] as KeptLine);
	}

	#hand({ atUs, bytes, cutBytes }: KeptLine): void {
		this.#sink.line(atUs, bytes, 0, bytes.length, cutBytes);
	}
}
