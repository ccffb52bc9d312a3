import { type CursorPlace, moveCursor, unknownPlace } from "./cursor-motion.ts";
import { beginLink, endLink } from "./link.ts";
import { blankStyle, type Style, sgrBetween } from "./sgr.ts";

/** Gathers the bytes of one frame, and knows where they leave the cursor and in which style. */
export class ScreenWriter {
	#bytes = "";
	#place: CursorPlace = unknownPlace;
	#style: Style = "";
	#link: string | undefined;

	/** What has been written. */
	get bytes(): string {
		return this.#bytes;
	}

	goTo(row: number, column: number): void {
		this.#bytes += moveCursor(this.#place, row, column);
		this.#place = { row, column };
	}

	setStyle(style: Style): void {
		this.#bytes += sgrBetween(this.#style, style);
		this.#style = style;
	}

	/** Set the style of a space. Colours of letters and the like are not seen on it, and stay for the letters behind it. */
	setBlankStyle(style: Style): void {
		if (blankStyle(this.#style) !== style) this.setStyle(style);
	}

	/** Where the text that comes next leads to; undefined is nowhere. */
	setLink(url: string | undefined): void {
		if (url === this.#link) return;
		this.#bytes += url === undefined ? endLink : beginLink(url);
		this.#link = url;
	}

	/** Write text after which the cursor is in `column` of the same row; -1 when that is not certain. */
	put(text: string, column: number): void {
		this.#bytes += text;
		this.#place = { row: this.#place.row, column };
	}

	/** Write a sequence after which the cursor is at `place`. */
	command(sequence: string, place: CursorPlace = this.#place): void {
		this.#bytes += sequence;
		this.#place = place;
	}
}
