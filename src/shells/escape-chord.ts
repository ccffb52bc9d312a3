import type { Clock, Timer } from "../base/clock.ts";

/** What the user wants of the session itself. */
type ChordMeaning = "leave" | "end";

/** Who gets what is typed, and who is told of the chord. */
export interface ChordListener {
	/** Goes to the process. */
	typed(bytes: Uint8Array): void;
	/** The chord was pressed; what was typed with it goes nowhere. */
	chord(meaning: ChordMeaning): void;
}

/** How long `ctrl-]` waits for the letter after it. An editor that gives it a meaning of its own gets it then. */
const LETTER_MS = 1_000;

/** `ctrl-]` as terminals send it: plain, with kitty's keyboard protocol, and with xterm's modified keys. */
// oxlint-disable-next-line no-control-regex -- what a terminal sends are control characters
const lead = /\x1d|\x1b\[93;5(?::[12])?u|\x1b\[27;5;93~/;
/** One key, or a whole sequence. */
// oxlint-disable-next-line no-control-regex -- as above
const unit = /^(?:\x1b\[[\d:;]*[~u]|[^])/;
/** Kitty's protocol tells of keys that are let go, and of shift and its like, too. */
// oxlint-disable-next-line no-control-regex -- as above
const idle = /^\x1b\[(?:\d+;\d*:3|574[45]\d(?:;[\d:]*)?)u$/;
// oxlint-disable-next-line no-control-regex -- as above
const coded = /^\x1b\[(\d+)(?:;1?(?::1)?)?u$/;

const meanings: Readonly<Record<string, ChordMeaning>> = { d: "leave", x: "end" };

/**
 * Finds `ctrl-] d` (leave it running) and `ctrl-] x` (end it) in what is typed. `ctrl-]` twice is `ctrl-]` once; before
 * any other key, or with none after it, it goes on as it came: shells and editors keep it.
 */
export class EscapeChord {
	readonly #clock: Clock;
	readonly #listener: ChordListener;
	/** The lead, for as long as nothing has followed. */
	#held = "";
	#timer: Timer | undefined;

	constructor(clock: Clock, listener: ChordListener) {
		this.#clock = clock;
		this.#listener = listener;
	}

	/** Take what was typed. */
	feed(bytes: Uint8Array): void {
		let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
		while (text !== "") {
			if (this.#held === "") {
				const found = lead.exec(text);
				if (found === null) {
					this.#send(text);
					return;
				}
				this.#send(text.slice(0, found.index));
				this.#hold(found[0]);
				text = text.slice(found.index + found[0].length);
				continue;
			}
			const [key = ""] = unit.exec(text) ?? [];
			text = text.slice(key.length);
			if (idle.test(key)) continue;
			const meaning = meanings[letterOf(key)];
			if (meaning !== undefined) {
				this.drop();
				this.#listener.chord(meaning);
				return;
			}
			this.#release();
			if (!lead.test(key)) text = key + text;
		}
	}

	/** Wait for nothing any more. */
	drop(): void {
		this.#timer?.cancel();
		this.#held = "";
	}

	#hold(text: string): void {
		this.#held = text;
		this.#timer = this.#clock.after(LETTER_MS, () => this.#release());
	}

	#release(): void {
		const held = this.#held;
		this.drop();
		this.#send(held);
	}

	#send(text: string): void {
		if (text !== "") this.#listener.typed(Buffer.from(text, "latin1"));
	}
}

function letterOf(key: string): string {
	const code = coded.exec(key)?.[1];
	return code === undefined ? key : String.fromCodePoint(Number(code));
}
