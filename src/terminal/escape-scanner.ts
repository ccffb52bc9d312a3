/** One instruction to a terminal, as it stood among the text. */
export type Escape =
	/** `ESC [ body final`: parameters and what stands between them and the final. */
	| { readonly type: "csi"; readonly body: string; readonly final: string }
	/** `ESC body`, e.g. `c`, `=`, `(B`. */
	| { readonly type: "plain"; readonly body: string }
	/** `ESC opener ... ST`: `]` OSC, `P` DCS, `_` APC, `^` PM, `X` SOS; the beginning of what it says. */
	| { readonly type: "string"; readonly opener: string; readonly body: string };

/** Who is told what stands in a stream of bytes. */
export interface EscapeListener {
	/** Text and controls, without any ESC. */
	text(bytes: Uint8Array): void;
	/** An instruction that is complete. */
	escape(escape: Escape): void;
}

const ESC = 0x1b;
const BEL = 0x07;
/** CAN and SUB end any instruction. */
const isAbort = (byte: number): boolean => byte === 0x18 || byte === 0x1a;
/** Nobody needs more of an instruction than this to know it. */
const LONGEST_BODY = 96;

/**
 * Tells text from instructions in what is written to a terminal, however the bytes are cut.
 *
 * @see https://vt100.net/emu/dec_ansi_parser
 */
export class EscapeScanner {
	readonly #listener: EscapeListener;
	#state: "text" | "escape" | "csi" | "string" | "string-end" = "text";
	#opener = "";
	#body = "";

	constructor(listener: EscapeListener) {
		this.#listener = listener;
	}

	/** Read on. */
	feed(bytes: Uint8Array): void {
		let at = 0;
		while (at < bytes.length) {
			if (this.#state !== "text") {
				this.#step(bytes[at++] ?? 0);
				continue;
			}
			const next = bytes.indexOf(ESC, at);
			const end = next < 0 ? bytes.length : next;
			if (end > at) this.#listener.text(bytes.subarray(at, end));
			if (next >= 0) this.#begin();
			at = end + 1;
		}
	}

	#begin(): void {
		this.#state = "escape";
		this.#body = "";
	}

	#step(byte: number): void {
		if (isAbort(byte)) this.#state = "text";
		else if (this.#state === "string-end") this.#endString(byte);
		else if (this.#state === "string") this.#inString(byte);
		else if (byte === ESC) this.#begin();
		else if (this.#state === "csi") this.#inCsi(byte);
		else this.#afterEscape(byte);
	}

	#afterEscape(byte: number): void {
		const character = String.fromCharCode(byte);
		if (character === "[" && this.#body === "") this.#state = "csi";
		else if ("]P_^X".includes(character) && this.#body === "") {
			this.#state = "string";
			this.#opener = character;
		} else if (byte >= 0x20 && byte < 0x30) this.#keep(character);
		else if (byte >= 0x30 && byte < 0x7f) this.#tell({ type: "plain", body: this.#body + character });
	}

	#inCsi(byte: number): void {
		const character = String.fromCharCode(byte);
		if (byte >= 0x40 && byte < 0x7f) this.#tell({ type: "csi", body: this.#body, final: character });
		else if (byte >= 0x20 && byte < 0x40) this.#keep(character);
	}

	#inString(byte: number): void {
		if (byte === ESC) this.#state = "string-end";
		else if (byte === BEL && this.#opener === "]") this.#tellString();
		else this.#keep(String.fromCharCode(byte));
	}

	/** ESC ends a string, whether or not the backslash follows. */
	#endString(byte: number): void {
		this.#tellString();
		if (byte === 0x5c) return;
		this.#begin();
		this.#step(byte);
	}

	#keep(character: string): void {
		if (this.#body.length < LONGEST_BODY) this.#body += character;
	}

	#tellString(): void {
		this.#tell({ type: "string", opener: this.#opener, body: this.#body });
	}

	#tell(escape: Escape): void {
		this.#state = "text";
		this.#listener.escape(escape);
	}
}
