import type { TextProps } from "ink";
import type { Tone } from "../../src/table/column.ts";
import type { Background } from "../../src/terminal/background.ts";
import type { ColorDepth } from "../../src/terminal/color-depth.ts";
import { type ColorName, richColors, type SourceToken, sourceTokens } from "./rich-colors.ts";

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
	| "alarm"
	| "prompt"
	| "wrong"
	| "problem"
	| "match"
	| "mark"
	| SourceToken;

/** How a token is drawn. */
export type Style = Pick<TextProps, "color" | "backgroundColor" | "bold" | "dimColor" | "inverse" | "underline">;

/** A style for every token. */
export type Theme = Readonly<Record<Token, Style>>;

function sources(styleOf: (token: SourceToken, index: number) => Style): Readonly<Record<SourceToken, Style>> {
	const styles = sourceTokens.map((token, index) => [token, styleOf(token, index)] as const);
	return Object.fromEntries(styles) as Record<SourceToken, Style>;
}

/** Nothing but weight: for NO_COLOR and terminals without colour. Words and glyphs carry the meaning. */
const monochrome: Theme = {
	plain: {},
	muted: { dimColor: true },
	ok: {},
	attention: { bold: true },
	broken: { bold: true, underline: true },
	finished: { dimColor: true },
	unknown: { dimColor: true },
	brand: { bold: true },
	title: { bold: true },
	heading: { dimColor: true },
	headingSorted: { bold: true },
	rule: { dimColor: true },
	key: { bold: true },
	keyTitle: {},
	cursor: { inverse: true },
	ghost: { inverse: true, dimColor: true },
	badge: { inverse: true },
	alarm: { inverse: true, bold: true },
	prompt: { bold: true },
	wrong: { inverse: true },
	problem: { bold: true },
	match: { inverse: true },
	mark: { bold: true },
	...sources(() => ({})),
};

const sourceNames = ["cyan", "magenta", "green", "yellow", "blue"];

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
	headingSorted: { color: "cyan", bold: true },
	key: { color: "cyan", bold: true },
	keyTitle: { dimColor: true },
	prompt: { color: "cyan", bold: true },
	alarm: { color: "white", backgroundColor: "red", bold: true },
	wrong: { color: "red", inverse: true },
	mark: { color: "cyan", bold: true },
	problem: { color: "red", bold: true },
	...sources((_, index) => ({
		color: sourceNames[index % sourceNames.length] ?? "cyan",
		bold: index >= sourceNames.length,
	})),
};

/** Colours of our own for a ground that is known, each in 24 bits or as one of 256. */
function rich(background: Background, depth: "256" | "true"): Theme {
	const colors = richColors[background];
	const color = (name: ColorName): string => {
		const { rgb, index } = colors[name];
		return depth === "true" ? rgb : `ansi256(${index})`;
	};
	const accent = { color: color("accent"), bold: true };
	const muted = { color: color("muted") };
	return {
		plain: {},
		muted,
		ok: { color: color("ok") },
		attention: { color: color("attention") },
		broken: { color: color("broken"), bold: true },
		finished: { color: color("finished") },
		unknown: { color: color("unknown") },
		brand: accent,
		title: accent,
		heading: muted,
		headingSorted: accent,
		rule: { color: color("rule") },
		key: accent,
		keyTitle: muted,
		cursor: { color: color("onBar"), backgroundColor: color("bar") },
		ghost: { color: color("muted"), backgroundColor: color("bar") },
		badge: { color: color("onBadge"), backgroundColor: color("badge"), bold: true },
		alarm: { color: color("onAlarm"), backgroundColor: color("alarm"), bold: true },
		prompt: accent,
		wrong: { color: color("broken"), bold: true, underline: true },
		problem: { color: color("broken"), bold: true },
		match: { color: color("onMark"), backgroundColor: color("mark") },
		mark: accent,
		...sources((token) => ({ color: color(token) })),
	};
}

/** Choose the theme for a colour depth and, where there are colours enough, for what the terminal draws on. */
export function themeFor(depth: ColorDepth, background: Background): Theme {
	if (depth === "none") return monochrome;
	return depth === "16" ? palette : rich(background, depth);
}

/**
 * How a look that a text brings with it is drawn: where colours are not wanted only its weight is left, and where there
 * are 16 only those.
 */
export function foreignStyle(theme: Theme, style: Style): Style {
	if (theme !== monochrome && theme !== palette) return style;
	const { color, backgroundColor, ...weight } = style;
	if (theme === monochrome) return weight;
	const own = (name: string | undefined): name is string => name !== undefined && /^[a-z]+(Bright)?$/i.test(name);
	return {
		...weight,
		...(own(color) ? { color } : {}),
		...(own(backgroundColor) ? { backgroundColor } : {}),
	};
}

/**
 * How a look is drawn on the bar under the cursor. Where the bar is the terminal's own colours turned round,
 * everything on it looks the same: what the colours say, the words say, too.
 */
export function onCursor({ cursor }: Theme, style: Style): Style {
	return cursor.inverse === true ? cursor : { ...cursor, ...style };
}
