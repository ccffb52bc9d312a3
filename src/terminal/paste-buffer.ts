import type { Clock } from "../base/clock.ts";

const end = "\x1b[201~";
/** What is kept of a paste, in UTF-16 units; the rest is read and dropped. */
const longestPaste = 1024 * 1024;
/** After so long without a byte a lone ESC or ctrl-c is the user's and not the paste's. */
const silentMs = 5000;

/** Gathers the text between the marks of a bracketed paste, however it is cut. */
export class PasteBuffer {
	readonly #clock: Clock;
	readonly #parts: string[] = [];
	#length = 0;
	#tail = "";
	#lastMs: number;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.#lastMs = clock.monotonic();
	}

	/** What was pasted, so far. */
	get text(): string {
		return this.#parts.join("");
	}

	/** @returns what came after the end of the paste; undefined while it goes on. */
	add(text: string): string | undefined {
		const nowMs = this.#clock.monotonic();
		const silent = nowMs - this.#lastMs >= silentMs;
		this.#lastMs = nowMs;
		// The end mark was lost: the keyboard must not stay dead, and the rest must not become commands.
		if (silent && (text === "\x1b" || text === "\x03")) {
			this.#keep(this.#tail);
			return "";
		}
		const joined = this.#tail + text;
		const at = joined.indexOf(end);
		if (at >= 0) {
			this.#keep(joined.slice(0, at));
			return joined.slice(at + end.length);
		}
		const kept = Math.max(0, joined.length - end.length + 1);
		this.#keep(joined.slice(0, kept));
		this.#tail = joined.slice(kept);
		return undefined;
	}

	#keep(text: string): void {
		const room = longestPaste - this.#length;
		if (room <= 0 || text === "") return;
		this.#parts.push(text.slice(0, room));
		this.#length += Math.min(room, text.length);
	}
}
