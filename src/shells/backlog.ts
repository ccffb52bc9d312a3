import type { Escape } from "../terminal/escape-scanner.ts";

/** What is kept of a session's output, for whom comes back to it. */
const MOST_BYTES = 128 * 1024;

/** Instructions that move the cursor or draw, and change nothing else. What would ask the terminal something is not said twice. */
const drawing = /^[\d;]*$/;
const drawingFinals = "ABCDEFGHJKLMPSTXZ@`abdefm";

/** The last of what a session has written on the main screen: text and how it is drawn, no modes and no questions. */
export class Backlog {
	#parts: Uint8Array[] = [];
	#bytes = 0;
	#isCut = false;

	/** Text and controls. */
	text(bytes: Uint8Array): void {
		this.#parts.push(bytes);
		this.#bytes += bytes.length;
		while (this.#bytes > MOST_BYTES && this.#parts.length > 1) {
			this.#bytes -= this.#parts.shift()?.length ?? 0;
			this.#isCut = true;
		}
		if (this.#parts.length > MOST_PARTS) this.#parts = [Buffer.concat(this.#parts)];
	}

	/** Keep an instruction that only draws. */
	escape(escape: Escape): void {
		if (escape.type !== "csi" || !drawing.test(escape.body) || !drawingFinals.includes(escape.final)) return;
		this.text(Buffer.from(`\x1b[${escape.body}${escape.final}`));
	}

	/** All that is kept, from the beginning of a line. */
	bytes(): Uint8Array {
		const all = Buffer.concat(this.#parts);
		if (!this.#isCut && all.length <= MOST_BYTES) return all;
		const last = all.subarray(-MOST_BYTES);
		return last.subarray(last.indexOf(0x0a) + 1);
	}
}

/** A program that colours each letter makes many small parts: they are put together now and then. */
const MOST_PARTS = 4096;
