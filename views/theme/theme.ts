import type { TextProps } from "ink";
import type { Tone } from "../../src/table/column.ts";
import type { ColorDepth } from "../../src/terminal/color-depth.ts";

/** What a piece of text is for; the tones of data plus the parts of the frame. */
export type Token =
	| Tone
	| "brand"
	| "title"
	| "heading"
	| "headingSorted"
	| "rule"
	| "key"
	| "keyTitle"
	| "cursor"
	| "ghost"
	| "badge"
	| "prompt"
	| "match";

/** How a token is drawn. */
export type Style = Pick<TextProps, "color" | "backgroundColor" | "bold" | "dimColor" | "inverse" | "underline">;

/** A style for every token. */
export type Theme = Readonly<Record<Token, Style>>;

/** Nothing but weight: for NO_COLOR and terminals without colour. Words and glyphs carry the meaning. */
const monochrome: Theme = {
	plain: {},
	muted: { dimColor: true },
	ok: {},
	attention: { bold: true },
	broken: { bold: true },
	finished: { dimColor: true },
	unknown: { dimColor: true },
	brand: { bold: true },
	title: { bold: true },
	heading: { bold: true },
	headingSorted: { bold: true, underline: true },
	rule: { dimColor: true },
	key: { bold: true },
	keyTitle: {},
	cursor: { inverse: true },
	ghost: { inverse: true, dimColor: true },
	badge: { inverse: true },
	prompt: { bold: true },
	match: { underline: true },
};

/** The terminal's own palette, so that it fits dark and light backgrounds alike. */
const palette: Theme = {
	...monochrome,
	ok: { color: "green" },
	attention: { color: "yellow" },
	broken: { color: "red", bold: true },
	finished: { color: "blue" },
	unknown: { color: "magenta" },
	brand: { color: "cyan", bold: true },
	title: { color: "cyan", bold: true },
	heading: { dimColor: true },
	headingSorted: { color: "cyan", bold: true },
	key: { color: "cyan", bold: true },
	keyTitle: { dimColor: true },
	prompt: { color: "cyan", bold: true },
};

/**
 * True colour, on the terminal's own background. Hues follow Okabe and Ito's palette, which stays
 * apart for the common kinds of colour blindness; each is mid-bright, so that it reads on dark and light.
 *
 * @see https://jfly.uni-koeln.de/color/
 */
const rich: Theme = {
	...palette,
	ok: { color: "#2aa889" },
	attention: { color: "#d99a1c" },
	broken: { color: "#e0533d", bold: true },
	finished: { color: "#5b8fc9" },
	unknown: { color: "#b67bb0" },
	brand: { color: "#4aa8d8", bold: true },
	title: { color: "#4aa8d8", bold: true },
	headingSorted: { color: "#4aa8d8", bold: true },
	key: { color: "#4aa8d8", bold: true },
	prompt: { color: "#4aa8d8", bold: true },
};

/** Choose the theme for a colour depth. */
export function themeFor(depth: ColorDepth): Theme {
	if (depth === "none") return monochrome;
	return depth === "16" ? palette : rich;
}
