import { describe, expect, test } from "vitest";
import { luminance } from "../../../src/terminal/background.ts";
import { type ColorName, richColors, sourceTokens } from "../../../views/theme/rich-colors.ts";
import { foreignStyle, onCursor, themeFor } from "../../../views/theme/theme.ts";
import { palette256 } from "../../support/palette-256.ts";

type Channels = readonly [number, number, number];

function channels(hex: string): Channels {
	const [red = 0, green = 0, blue = 0] = (hex.slice(1).match(/../g) ?? []).map((two) => Number.parseInt(two, 16) / 255);
	return [red, green, blue];
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
	const [light = 0, dark = 0] = [luminance(...channels(a)), luminance(...channels(b))].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

/** What the terminals that people use draw on by default, and some schemes that many choose. */
const grounds = {
	dark: ["#000000", "#15191f", "#1e1e1e", "#282c34", "#002b36", "#2e3440"],
	light: ["#ffffff", "#fdfdfb", "#f5f5f5", "#fdf6e3", "#eff1f5"],
};
const texts: readonly ColorName[] = [
	"ok",
	"attention",
	"broken",
	"finished",
	"unknown",
	"accent",
	"onBar",
	...sourceTokens,
];

describe.each(["dark", "light"] as const)("on a %s ground", (background) => {
	describe.each(["true", "256"] as const)("in %s colours", (depth) => {
		const seen = (name: ColorName): string => {
			const { rgb, index } = richColors[background][name];
			return depth === "true" ? rgb : palette256(index);
		};
		const under = [...grounds[background], seen("bar")];

		test.each(texts)("%s can be read", (name) => {
			for (const ground of under) expect(contrast(seen(name), ground)).toBeGreaterThanOrEqual(4.5);
		});

		test("what is muted can be read where one looks", () => {
			for (const ground of under) expect(contrast(seen("muted"), ground)).toBeGreaterThanOrEqual(3);
		});

		test("what stands on a ground of ours can be read", () => {
			expect(contrast(seen("onMark"), seen("mark"))).toBeGreaterThanOrEqual(4.5);
			expect(contrast(seen("onBadge"), seen("badge"))).toBeGreaterThanOrEqual(4.5);
			expect(contrast(seen("onAlarm"), seen("alarm"))).toBeGreaterThanOrEqual(4.5);
		});

		test.each(["none", "protan", "deutan", "tritan"] as const)(
			"what is well, odd and broken stays apart for %s",
			(eyes) => {
				const health = (["ok", "attention", "broken"] as const).map((name) => perceived(seen(name), eyes));
				for (const [index, one] of health.entries())
					for (const other of health.slice(index + 1)) expect(distance(one, other)).toBeGreaterThan(0.05);
			},
		);
	});

	test("256 colours are like those of 24 bits", () => {
		for (const { rgb, index } of Object.values(richColors[background]))
			expect(distance(lab(linear(rgb)), lab(linear(palette256(index)))), `${rgb} ${index}`).toBeLessThan(0.15);
	});
});

test("without colour no tone needs one, and what is wrong shows", () => {
	const theme = themeFor("none", "dark");
	for (const style of Object.values(theme))
		expect([style.color, style.backgroundColor]).toEqual([undefined, undefined]);
	expect(theme.broken).not.toEqual(theme.plain);
	expect(theme.broken).not.toEqual(theme.attention);
	expect(theme.wrong).toEqual({ inverse: true });
});

test("16 colours are the terminal's own, whatever it draws on", () => {
	expect(themeFor("16", "dark")).toBe(themeFor("16", "light"));
	for (const { color } of Object.values(themeFor("16", "dark"))) expect(color ?? "red").toMatch(/^[a-z]+$/);
});

test("the bar under the cursor keeps what colours say where it can", () => {
	const dark = themeFor("true", "dark");
	expect(onCursor(dark, dark.broken)).toEqual({ ...dark.broken, backgroundColor: dark.cursor.backgroundColor });
	expect(onCursor(themeFor("16", "dark"), dark.broken)).toEqual({ inverse: true });
});

test("colours that a text brings with it are drawn where there are as many; its weight always", () => {
	const red = { color: "redBright", bold: true };
	const pink = { color: "ansi256(218)", backgroundColor: "blue" };
	const drawn = (depth: "true" | "16" | "none") =>
		[red, pink].map((style) => foreignStyle(themeFor(depth, "dark"), style));
	expect(drawn("true")).toEqual([red, pink]);
	expect(drawn("16")).toEqual([red, { backgroundColor: "blue" }]);
	expect(drawn("none")).toEqual([{ bold: true }, {}]);
});

// How colours look to people who lack one kind of cone, in linear RGB.
// See G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation of Color Vision
// Deficiency (2009), severity 1.
const eyes = {
	none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
	protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function linear(hex: string): Channels {
	const [red, green, blue] = channels(hex);
	const of = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
	return [of(red), of(green), of(blue)];
}

function perceived(hex: string, by: keyof typeof eyes): Channels {
	const [red, green, blue] = linear(hex);
	const at = (row: number): number => {
		const [r = 0, g = 0, b = 0] = eyes[by].slice(row * 3, row * 3 + 3);
		return Math.max(0, r * red + g * green + b * blue);
	};
	return lab([at(0), at(1), at(2)]);
}

/** OKLab. @see https://bottosson.github.io/posts/oklab/ */
function lab([r, g, b]: Channels): Channels {
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
	];
}

function distance(a: Channels, b: Channels): number {
	return Math.hypot(...a.map((value, index) => value - (b[index] ?? 0)));
}
