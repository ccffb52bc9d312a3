import type { Background } from "../../src/terminal/background.ts";

/** One colour: in 24 bits, and the one of the 256 that stands for it. */
export interface Color {
	readonly rgb: `#${string}`;
	readonly index: number;
}

/** Everything that has a colour of its own. */
export type ColorName =
	| "ok"
	| "attention"
	| "broken"
	| "finished"
	| "unknown"
	| "muted"
	| "accent"
	| "rule"
	| "bar"
	| "onBar"
	| "mark"
	| "onMark"
	| "badge"
	| "onBadge"
	| "alarm"
	| "onAlarm"
	| SourceToken;

/** What tells the sources of joined logs apart; the label says the same. */
export type SourceToken = "source1" | "source2" | "source3" | "source4" | "source5" | "source6" | "source7" | "source8";

/** In the order in which sources are given them. */
export const sourceTokens: readonly SourceToken[] = [
	"source1",
	"source2",
	"source3",
	"source4",
	"source5",
	"source6",
	"source7",
	"source8",
];

/**
 * Colours by what the terminal draws on. What is well is quiet, what is broken is the brightest. The four that speak
 * of health stay apart for the common kinds of colour blindness, too, and each text has a contrast of 4.5 (the muted
 * one of 3) with the grounds that terminals have by default and with the bar under the cursor: the tests of this
 * folder compute it.
 */
export const richColors: Readonly<Record<Background, Readonly<Record<ColorName, Color>>>> = {
	dark: {
		ok: { rgb: "#86bd9d", index: 109 },
		attention: { rgb: "#ecbc55", index: 221 },
		broken: { rgb: "#ff8c7d", index: 210 },
		finished: { rgb: "#8fb8e0", index: 110 },
		unknown: { rgb: "#d0a8de", index: 182 },
		muted: { rgb: "#98a2b0", index: 247 },
		accent: { rgb: "#74c2f4", index: 81 },
		rule: { rgb: "#4d5866", index: 240 },
		bar: { rgb: "#234166", index: 237 },
		onBar: { rgb: "#f4f7fb", index: 231 },
		mark: { rgb: "#ecbc55", index: 221 },
		onMark: { rgb: "#15191f", index: 234 },
		badge: { rgb: "#98a2b0", index: 247 },
		onBadge: { rgb: "#15191f", index: 234 },
		alarm: { rgb: "#b3261e", index: 124 },
		onAlarm: { rgb: "#ffffff", index: 231 },
		source1: { rgb: "#87d7ff", index: 117 },
		source2: { rgb: "#ffafd7", index: 218 },
		source3: { rgb: "#afd787", index: 150 },
		source4: { rgb: "#ffd787", index: 222 },
		source5: { rgb: "#d7afff", index: 183 },
		source6: { rgb: "#5fd7d7", index: 80 },
		source7: { rgb: "#ffaf87", index: 216 },
		source8: { rgb: "#d7d787", index: 186 },
	},
	light: {
		ok: { rgb: "#1f5e50", index: 23 },
		attention: { rgb: "#735800", index: 58 },
		broken: { rgb: "#b00f4a", index: 88 },
		finished: { rgb: "#22578f", index: 24 },
		unknown: { rgb: "#743a88", index: 90 },
		muted: { rgb: "#66707c", index: 242 },
		accent: { rgb: "#0a5a9c", index: 25 },
		rule: { rgb: "#b4bcc6", index: 250 },
		bar: { rgb: "#cde2f8", index: 189 },
		onBar: { rgb: "#10161d", index: 233 },
		mark: { rgb: "#ffd76a", index: 221 },
		onMark: { rgb: "#10161d", index: 233 },
		badge: { rgb: "#55606c", index: 240 },
		onBadge: { rgb: "#ffffff", index: 231 },
		alarm: { rgb: "#b3261e", index: 124 },
		onAlarm: { rgb: "#ffffff", index: 231 },
		source1: { rgb: "#005f87", index: 24 },
		source2: { rgb: "#87005f", index: 89 },
		source3: { rgb: "#005f00", index: 22 },
		source4: { rgb: "#5f5f00", index: 58 },
		source5: { rgb: "#5f00af", index: 55 },
		source6: { rgb: "#005f5f", index: 23 },
		source7: { rgb: "#870000", index: 88 },
		source8: { rgb: "#5f005f", index: 53 },
	},
};
