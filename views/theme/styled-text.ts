import { linkedText } from "../../src/terminal/link.ts";
import type { LocalUrl } from "../../src/text/local-url.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import { foreignStyle, onCursor, type Style, type Theme, type Token } from "./theme.ts";

/** Text with one look. */
export interface Piece {
	readonly text: SafeText;
	readonly token: Token;
	/** It stands on the bar under the cursor. */
	readonly isOnCursor?: boolean;
	/** A look that the text brings with it, in place of the token's; the same object for the same look. */
	readonly style?: Style | undefined;
	/** The page of our own that it leads to. */
	readonly link?: LocalUrl;
}

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

const known = new WeakMap<Style, string>();

/**
 * One line of pieces as text with SGR sequences, and links where there are any. Ink would make the same out of nested elements, one for each
 * piece; a screen of rows is some five hundred of them.
 *
 * @see https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR)
 */
export function styledText(pieces: readonly Piece[], theme: Theme): string {
	let line = "";
	for (const { text, token, isOnCursor, style, link } of pieces) {
		const own = style === undefined ? theme[token] : foreignStyle(theme, style);
		const sgr = sgrOf(isOnCursor === true ? onCursor(theme, own) : own);
		const styled = sgr === "" || text === "" ? text : `\x1b[${sgr}m${text}\x1b[0m`;
		line += link === undefined ? styled : linkedText(styled, link);
	}
	return line;
}

function sgrOf(style: Style): string {
	let sgr = known.get(style);
	if (sgr === undefined) {
		sgr = [
			style.bold === true ? "1" : "",
			style.dimColor === true ? "2" : "",
			style.underline === true ? "4" : "",
			style.inverse === true ? "7" : "",
			colorSgr(style.color, 30),
			colorSgr(style.backgroundColor, 40),
		]
			.filter((part) => part !== "")
			.join(";");
		known.set(style, sgr);
	}
	return sgr;
}

/** A colour as Ink spells it: a name, `#rrggbb` or `ansi256(n)`. `base` is 30 for the text, 40 for what is behind it. */
function colorSgr(color: string | undefined, base: 30 | 40): string {
	if (color === undefined) return "";
	const rgb = /^#(..)(..)(..)$/.exec(color);
	if (rgb !== null)
		return `${base + 8};2;${rgb
			.slice(1)
			.map((part) => Number.parseInt(part, 16))
			.join(";")}`;
	const entry = /^ansi256\((\d+)\)$/.exec(color)?.[1];
	if (entry !== undefined) return `${base + 8};5;${entry}`;
	const isBright = color.endsWith("Bright");
	const name = names.indexOf(isBright ? color.slice(0, -"Bright".length) : color);
	if (name < 0) throw new Error(`no colour is called ${color}`);
	return `${base + name + (isBright ? 60 : 0)}`;
}
