import xterm from "@xterm/headless";
import { cellWidth } from "../../src/text/width.ts";

/** The modes that matter when a program leaves. */
interface TerminalModes {
	readonly alternate: boolean;
	readonly cursorVisible: boolean;
	readonly bracketedPasteMode: boolean;
	readonly sendFocusMode: boolean;
	readonly mouseTrackingMode: string;
	readonly wraparoundMode: boolean;
	readonly synchronizedOutputMode: boolean;
	readonly applicationCursorKeysMode: boolean;
	readonly applicationKeypadMode: boolean;
	readonly originMode: boolean;
	readonly insertMode: boolean;
}

export interface EmulatorOptions {
	readonly columns: number;
	readonly rows: number;
	/** Width tables: today's (the default), or Unicode 6, where an emoji takes one cell. */
	readonly unicode?: "modern" | "6";
	/** Tells its background when asked, so much later: the way there and back. Never when left out. */
	readonly answersAfterMs?: number;
}

/** A real terminal emulator without a window: what it shows is what a user would see. */
export class Emulator {
	readonly #terminal: xterm.Terminal;
	readonly #modes = new Map<number, boolean>();
	readonly #listeners = new Set<() => void>();
	#updates = 0;

	constructor({ columns, rows, unicode = "modern", answersAfterMs }: EmulatorOptions) {
		this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
		if (unicode === "modern") {
			this.#terminal.unicode.register(modernWidths);
			this.#terminal.unicode.activeVersion = modernWidths.version;
		}
		this.#terminal.parser.registerOscHandler(11, (text) => {
			if (text === "?" && answersAfterMs !== undefined) setTimeout(() => this.#answer(), answersAfterMs);
			return true;
		});
		for (const [final, on] of [
			["h", true],
			["l", false],
		] as const) {
			this.#terminal.parser.registerCsiHandler({ prefix: "?", final }, (parameters) => {
				for (const mode of parameters) if (typeof mode === "number") this.#modes.set(mode, on);
				if (parameters[0] === 2026 && !on) this.#updates++;
				return false;
			});
		}
	}

	#answer(): void {
		this.#terminal.input("\x1b]11;rgb:1010/1010/1010\x07", false);
	}

	/** Show these bytes; resolves when they are on the screen. */
	write(data: string | Uint8Array): Promise<void> {
		return new Promise((resolve) => {
			this.#terminal.write(data, () => {
				for (const listener of Array.from(this.#listeners)) listener();
				resolve();
			});
		});
	}

	/** Synchronized updates that have ended: frames that were shown. */
	get updates(): number {
		return this.#updates;
	}

	/** Call back after each write. */
	onScreen(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** What the terminal answers to a program that asks (device attributes and the like). */
	onReply(listener: (reply: string) => void): void {
		this.#terminal.onData(listener);
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
	}

	/** The rows of the screen as text, without trailing blanks. */
	lines(): string[] {
		return this.#rows((row) => row.translateToString(true).trimEnd());
	}

	/** The screen as one text. */
	text(): string {
		return this.lines().join("\n");
	}

	/** Every cell with everything of its style that can be seen, one string a row. */
	styledLines(): string[] {
		const { cols } = this.#terminal;
		return this.#rows((row) => {
			let line = "";
			for (let column = 0; column < cols; column++) {
				const shown = row.getCell(column);
				const link = this.#linkOf(shown);
				line += describeCell(shown);
				if (link !== undefined) line += `<${link.uri}>`;
			}
			return line.trimEnd();
		});
	}

	/** Text that leads somewhere, row by row: what is written there, the page and the link that it is a part of. */
	links(): { readonly text: string; readonly uri: string; readonly id: string | undefined }[] {
		const { cols } = this.#terminal;
		return this.#rows((row) => {
			const parts: { text: string; uri: string; id: string | undefined }[] = [];
			let last: LinkData | undefined;
			for (let column = 0; column < cols; column++) {
				const cell = row.getCell(column);
				const link = this.#linkOf(cell);
				const part = parts.at(-1);
				if (link !== undefined && part !== undefined && link === last) part.text += cell?.getChars() ?? "";
				else if (link !== undefined) parts.push({ text: cell?.getChars() ?? "", uri: link.uri, id: link.id });
				last = link;
			}
			return parts;
		}).flat();
	}

	/** Its own interface does not tell where a cell leads to. */
	#linkOf(cell: xterm.IBufferCell | undefined): LinkData | undefined {
		const { urlId } = (cell as unknown as { extended?: { urlId: number } } | undefined)?.extended ?? {};
		if (urlId === undefined || urlId === 0) return undefined;
		const core = (this.#terminal as unknown as { _core: { _oscLinkService: LinkService } })._core;
		return core._oscLinkService.getLinkData(urlId);
	}

	/** Every cell with its colours, for a picture. */
	cells(): readonly (readonly ScreenCell[])[] {
		const { cols } = this.#terminal;
		return this.#rows((row) =>
			Array.from({ length: cols }, (_, column) => row.getCell(column)).flatMap((cell) =>
				cell === undefined || cell.getWidth() === 0 ? [] : [screenCell(cell)],
			),
		);
	}

	/** Where the cursor is, and whether it is shown. */
	cursor(): { column: number; row: number; visible: boolean } {
		const { cursorX, cursorY } = this.#terminal.buffer.active;
		return { column: cursorX, row: cursorY, visible: this.#modes.get(25) ?? true };
	}

	/** The alternate screen is shown. */
	get alternate(): boolean {
		return this.#terminal.buffer.active.type === "alternate";
	}

	/** Is the DEC private mode of this number on? As last set; undefined when it never was. */
	mode(number: number): boolean | undefined {
		return this.#modes.get(number);
	}

	/** The modes that a program must not leave behind, with what they are now. */
	modes(): TerminalModes {
		const { bracketedPasteMode, sendFocusMode, mouseTrackingMode, wraparoundMode, synchronizedOutputMode } =
			this.#terminal.modes;
		const { applicationCursorKeysMode, applicationKeypadMode, originMode, insertMode } = this.#terminal.modes;
		return {
			alternate: this.alternate,
			cursorVisible: this.cursor().visible,
			bracketedPasteMode,
			sendFocusMode,
			mouseTrackingMode,
			wraparoundMode,
			synchronizedOutputMode,
			applicationCursorKeysMode,
			applicationKeypadMode,
			originMode,
			insertMode,
		};
	}

	#rows<T>(read: (row: xterm.IBufferLine) => T): T[] {
		const { active } = this.#terminal.buffer;
		return Array.from({ length: this.#terminal.rows }, (_, row) => {
			const line = active.getLine(active.baseY + row);
			if (line === undefined) throw new Error(`the emulator has no row ${row}`);
			return read(line);
		});
	}
}

interface LinkData {
	readonly uri: string;
	readonly id?: string;
}

interface LinkService {
	getLinkData(id: number): LinkData | undefined;
}

/** A colour of a cell: the terminal's own, one of its palette, or red, green and blue in 24 bits. */
type ScreenColor = "default" | { readonly palette: number } | { readonly rgb: number };

/** One cell as it is drawn; a wide character is one cell of width 2. */
export interface ScreenCell {
	readonly chars: string;
	readonly width: number;
	readonly foreground: ScreenColor;
	readonly background: ScreenColor;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
}

function screenCell(cell: xterm.IBufferCell): ScreenCell {
	const color = (isDefault: boolean, isRgb: boolean, value: number): ScreenColor =>
		isDefault ? "default" : isRgb ? { rgb: value } : { palette: value };
	return {
		chars: cell.getChars() || " ",
		width: cell.getWidth(),
		foreground: color(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: color(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		underline: cell.isUnderline() !== 0,
		inverse: cell.isInverse() !== 0,
	};
}

function describeCell(cell: xterm.IBufferCell | undefined): string {
	if (cell === undefined) return "";
	const chars = cell.getChars() || (cell.getWidth() === 0 ? "" : " ");
	if (cell.isAttributeDefault()) return chars;
	const lines = `${cell.isUnderline() ? "u" : ""}${cell.isStrikethrough() ? "s" : ""}${cell.isOverline() ? "o" : ""}`;
	const seenOnBlank = `${lines}${cell.isInverse() ? "v" : ""}`;
	const isBlank = chars === " " && seenOnBlank === "";
	const weight = `${cell.isBold() ? "b" : ""}${cell.isDim() ? "d" : ""}${cell.isItalic() ? "i" : ""}`;
	const foreground = cell.isFgDefault() ? "" : `f${cell.getFgColorMode()}.${cell.getFgColor()}`;
	const background = cell.isBgDefault() ? "" : `g${cell.getBgColorMode()}.${cell.getBgColor()}`;
	const style = isBlank ? background : `${chars === " " ? "" : weight}${seenOnBlank}${foreground}${background}`;
	return style === "" ? chars : `${chars}{${style}}`;
}

const widths = new Map<number, 0 | 1 | 2>();

/** What a bare terminal of today shows: every code point by its own width, marks and joiners on the one before. */
const modernWidths = {
	version: "modern",
	wcwidth(code: number): 0 | 1 | 2 {
		if (code < 32 || (code >= 0x7f && code < 0xa0)) return 0;
		if (code < 0x7f) return 1;
		const known = widths.get(code);
		if (known !== undefined) return known;
		const width = Math.min(2, cellWidth(String.fromCodePoint(code))) as 0 | 1 | 2;
		widths.set(code, width);
		return width;
	},
	charProperties(code: number, preceding: number): number {
		const width = this.wcwidth(code);
		const before = (preceding >> 1) & 3;
		const joins = width === 0 && before !== 0;
		return ((joins ? before : width) << 1) | (joins ? 1 : 0);
	},
};

/** The modes of a terminal that nothing has touched. */
export const untouchedModes: TerminalModes = {
	alternate: false,
	cursorVisible: true,
	bracketedPasteMode: false,
	sendFocusMode: false,
	mouseTrackingMode: "none",
	wraparoundMode: true,
	synchronizedOutputMode: false,
	applicationCursorKeysMode: false,
	applicationKeypadMode: false,
	originMode: false,
	insertMode: false,
};
