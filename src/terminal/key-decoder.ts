import type { Clock, Timer } from "../base/clock.ts";
import type { Background } from "./background.ts";
import type { Environment } from "./color-depth.ts";
import { nextUnit } from "./input-unit.ts";
import type { InputEvent } from "./key.ts";
import { PasteBuffer } from "./paste-buffer.ts";

/** How long a lone ESC may still become a sequence. */
export function escapeDelayMs(env: Environment): number {
	const remote = env["SSH_CONNECTION"] ?? env["SSH_CLIENT"] ?? env["SSH_TTY"] ?? env["TMUX"] ?? env["STY"];
	return remote !== undefined || /^(tmux|screen)/.test(env["TERM"] ?? "") ? 150 : 20;
}

/** For so long after a lone ESC a `[` or `O` may be the rest of a sequence that the line tore apart. */
const holdMs = 500;
/** The same for `]` while an answer is awaited. */
const answerHoldMs = 2_000;
/** For so long the introducer of a sequence waits for the rest before it is dropped. */
const introducerMs = 1000;

/** A control sequence of which more than the introducer has come (`CSI [` introduces, too). */
const parametersBegun = /^\x1b{1,2}[[O][^[]/;

/** Of the answer to a question that was asked more than the introducer has come. */
const answerBegun = /^\x1b\]1/;

const escKey: InputEvent = { type: "key", chord: "esc" };

/**
 * Turns the bytes of a terminal into events. It keeps what is incomplete: a character or a sequence cut anywhere
 * by the line comes out as if it had come whole. Sequences it does not know are swallowed whole.
 */
export class KeyDecoder implements Disposable {
	readonly #clock: Clock;
	readonly #escapeDelayMs: number;
	readonly #emit: (event: InputEvent) => void;
	readonly #onBackground: ((background: Background) => void) | undefined;
	readonly #onStatus: (() => void) | undefined;
	#utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
	#text = "";
	#paste: PasteBuffer | undefined;
	#timer: Timer | undefined;
	#lastEscAtMs = Number.NEGATIVE_INFINITY;
	/** Until then an answer of the terminal is awaited. */
	#answerUntilMs = Number.NEGATIVE_INFINITY;
	/** `#text` begins with an ESC that was told as a key already. */
	#held = false;

	constructor(options: {
		clock: Clock;
		escapeDelayMs: number;
		emit: (event: InputEvent) => void;
		onBackground?: (background: Background) => void;
		onStatus?: () => void;
	}) {
		this.#clock = options.clock;
		this.#escapeDelayMs = options.escapeDelayMs;
		this.#emit = options.emit;
		this.#onBackground = options.onBackground;
		this.#onStatus = options.onStatus;
	}

	/** The terminal was asked for its background: for so long what may be a torn answer is no key, and counts. */
	awaitBackground(ms: number): void {
		this.#answerUntilMs = this.#clock.monotonic() + ms;
	}

	/** Take bytes as they were read. */
	feed(bytes: Uint8Array): void {
		this.#timer?.cancel();
		this.#timer = undefined;
		const text = this.#utf8.decode(bytes, { stream: true });
		if (this.#paste !== undefined) this.#addToPaste(this.#paste, text);
		else this.#take(text);
	}

	/** Forget what is incomplete, e.g. after something else has read from the terminal. */
	reset(): void {
		this.#timer?.cancel();
		this.#timer = undefined;
		this.#utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
		this.#text = "";
		this.#paste = undefined;
		this.#held = false;
		this.#lastEscAtMs = Number.NEGATIVE_INFINITY;
	}

	[Symbol.dispose](): void {
		this.reset();
	}

	#take(text: string): void {
		this.#text += text;
		while (this.#text !== "") {
			this.#holdTornSequence();
			const unit = nextUnit(this.#text);
			if (unit === undefined) {
				this.#waitForMore();
				return;
			}
			this.#text = this.#text.slice(unit.length);
			this.#held = false;
			if (unit.pasteBegins) {
				const rest = this.#text;
				this.#text = "";
				this.#paste = new PasteBuffer(this.#clock);
				if (rest !== "") this.#addToPaste(this.#paste, rest);
				return;
			}
			if (unit.background !== undefined && this.#isAnswerDue) this.#onBackground?.(unit.background);
			if (unit.status) this.#onStatus?.();
			if (unit.event !== undefined) this.#emit(unit.event);
		}
	}

	#holdTornSequence(): void {
		const first = this.#text[0];
		const holdsMs = first === "[" || first === "O" ? holdMs : first === "]" && this.#isAnswerDue ? answerHoldMs : 0;
		if (!this.#held && this.#clock.monotonic() - this.#lastEscAtMs < holdsMs) {
			this.#text = `\x1b${this.#text}`;
			this.#held = true;
		}
		this.#lastEscAtMs = Number.NEGATIVE_INFINITY;
	}

	get #isAnswerDue(): boolean {
		return this.#clock.monotonic() < this.#answerUntilMs;
	}

	#waitForMore(): void {
		const text = this.#text;
		if (text === "\x1b" || text === "\x1b\x1b") this.#after(this.#escapeDelayMs, () => this.#giveUpEscape());
		else if (answerBegun.test(text) && this.#isAnswerDue)
			this.#after(this.#answerUntilMs - this.#clock.monotonic(), () => this.#drop());
		else if (this.#held && !parametersBegun.test(text)) this.#after(holdMs, () => this.#giveUpHold());
		// Once parameters have come it waits as long as it takes: the rest must not come out as letters.
		else if (!parametersBegun.test(text)) this.#after(introducerMs, () => this.#drop());
	}

	#after(delayMs: number, action: () => void): void {
		this.#timer = this.#clock.after(delayMs, () => {
			this.#timer = undefined;
			action();
		});
	}

	#giveUpEscape(): void {
		const count = this.#text.length;
		this.#drop();
		this.#lastEscAtMs = this.#clock.monotonic();
		for (let index = 0; index < count; index++) this.#emit(escKey);
	}

	#giveUpHold(): void {
		const keys = this.#text.slice(1);
		this.#drop();
		for (const chord of keys) this.#emit({ type: "key", chord, text: chord });
	}

	#drop(): void {
		this.#text = "";
		this.#held = false;
	}

	#addToPaste(paste: PasteBuffer, text: string): void {
		const rest = paste.add(text);
		if (rest === undefined) return;
		this.#paste = undefined;
		this.#emit({ type: "paste", text: paste.text });
		if (rest !== "") this.#take(rest);
	}
}
