import type { Escape } from "./escape-scanner.ts";

/** Modes that switch to the alternate screen. */
const alternateModes: ReadonlySet<number> = new Set([47, 1047, 1049]);
/** Modes that are on in a terminal that nobody has touched. */
const onByDefault: ReadonlySet<number> = new Set([7, 8, 25]);
/** Modes that are put off whether they were seen to be put on or not; a terminal passes over those it does not know. */
const putOff = [
	1, 5, 6, 9, 45, 66, 69, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2026, 2031, 2048,
] as const;
/** An update that is not ended shows nothing: it is not gone back to. */
const SYNCHRONIZED = 2026;
const ORIGIN = 6;

/** What puts a colour back by the OSC that sets it: the palette, text, background, cursor, and those of a selection. */
const colorResets: Readonly<Record<string, string>> = {
	"4": "104",
	"5": "105",
	"10": "110",
	"11": "111",
	"12": "112",
	"17": "117",
	"19": "119",
};

/** What undoes whatever modes a terminal may be in, of whose bytes nothing is known. The screen stays the one it is, and the cursor where it is. */
export function undoUnknown(): string {
	return new ForeignModes().undo();
}

/** All of the screen is drawn on, from its own first row; moves the cursor there. */
export const wholeScreen = "\x1b[?6l\x1b[r";

/**
 * What somebody else's bytes have done to the terminal: how to undo all of it, and how to bring it about again for
 * one who comes back.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 * @see https://sw.kovidgoyal.net/kitty/keyboard-protocol/
 */
export class ForeignModes {
	#modes = new Map<number, boolean>();
	#alternate: number | undefined;
	#keypad = false;
	/** Flags of kitty's keyboard protocol, the last in force. */
	#keyboard: string[] = [];
	#cursorStyle = "";
	#margins = false;
	readonly #colors = new Set<string>();
	/** The terminal was told to keep the title that it had. */
	#keptTitle = false;
	#progress = false;
	#pointer = false;

	/** The alternate screen is shown. */
	get isAlternate(): boolean {
		return this.#alternate !== undefined;
	}

	/** An instruction has gone to the terminal. */
	read(escape: Escape): void {
		if (escape.type === "csi") this.#readCsi(escape.body, escape.final);
		else if (escape.type === "plain") this.#readPlain(escape.body);
		else if (escape.opener === "]") this.#readOsc(escape.body);
	}

	/**
	 * Everything as a shell expects it, whatever was on, and the main screen last. Begins by ending whatever instruction
	 * is open. Colours and the cursor are only touched where they were.
	 */
	undo(): string {
		const color = Array.from(this.#colors, (code) => `\x1b]${colorResets[code]}\x1b\\`).join("");
		const parts = [
			"\x18\x1b\\\x1b]8;;\x1b\\",
			color,
			this.#progress ? "\x1b]9;4;0\x1b\\" : "",
			this.#pointer ? "\x1b]22;\x1b\\" : "",
			this.#keptTitle ? "\x1b[23;0t" : "",
			this.#cursorStyle === "" ? "" : "\x1b[0 q",
			// Modified keys, and the keyboard of either screen.
			"\x1b[>4m\x1b[<99u",
			`\x1b[4l\x1b[20l\x1b[?${putOff.filter((mode) => mode !== ORIGIN).join(";")}l`,
			"\x1b[?7h\x1b[?8h\x1b>\x1b(B\x1b)B\x0f\x1b[m",
			// Both move the cursor: to the end, where a shell goes on.
			this.#margins || this.#modes.get(ORIGIN) === true ? "\x1b[?6l\x1b[r\x1b[999;1H" : "",
			this.#alternate === undefined ? "" : `\x1b[?${this.#alternate}l\x1b[<99u\x1b[m`,
			"\x1b[?25h",
		];
		this.#keptTitle = false;
		return parts.join("");
	}

	/** As the borrower left it: its screen, empty where it is the alternate one, and its modes. For a new one, nothing but to keep the title. */
	redo(): string {
		this.#keptTitle = true;
		const changed = Array.from(this.#modes)
			.filter(([mode, on]) => mode !== SYNCHRONIZED && on !== onByDefault.has(mode))
			.map(([mode, on]) => `\x1b[?${mode}${on ? "h" : "l"}`);
		return [
			"\x1b[22;0t",
			this.#alternate === undefined ? "" : `\x1b[?${this.#alternate}h\x1b[2J\x1b[H`,
			...changed,
			this.#keypad ? "\x1b=" : "",
			...this.#keyboard.map((flags) => `\x1b[>${flags}u`),
			this.#cursorStyle,
		].join("");
	}

	#readCsi(body: string, final: string): void {
		if (body.startsWith("?") && (final === "h" || final === "l")) {
			for (const mode of body.slice(1).split(";")) this.#set(Number(mode), final === "h");
		} else if (final === "u") this.#readKeyboard(body);
		else if (final === "q" && body.endsWith(" ")) this.#cursorStyle = `\x1b[${body}q`;
		else if (final === "r" && !body.startsWith("?")) this.#margins = body !== "";
	}

	#set(mode: number, on: boolean): void {
		if (!Number.isInteger(mode)) return;
		if (alternateModes.has(mode)) this.#alternate = on ? mode : undefined;
		else this.#modes.set(mode, on);
	}

	#readKeyboard(body: string): void {
		const [count = ""] = body.slice(1).split(";");
		if (body.startsWith(">")) this.#keyboard = [...this.#keyboard, count].slice(-8);
		else if (body.startsWith("<")) this.#keyboard = this.#keyboard.slice(0, -(Number(count) || 1));
		else if (body.startsWith("=")) this.#keyboard = [...this.#keyboard.slice(0, -1), count];
	}

	#readPlain(body: string): void {
		if (body === "=") this.#keypad = true;
		else if (body === ">") this.#keypad = false;
		else if (body === "c") this.#reset();
	}

	/** The terminal was reset as a whole; its title and colours are not part of that everywhere. */
	#reset(): void {
		this.#modes.clear();
		this.#alternate = undefined;
		this.#keypad = false;
		this.#keyboard = [];
		this.#margins = false;
	}

	#readOsc(body: string): void {
		const [code = "", ...values] = body.split(";");
		// A question changes nothing.
		if (values.at(-1) === "?") return;
		if (colorResets[code] !== undefined) this.#colors.add(code);
		else if (code === "9" && values[0] === "4") this.#progress = true;
		else if (code === "22") this.#pointer = true;
	}
}
