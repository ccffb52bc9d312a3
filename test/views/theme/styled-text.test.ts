import { expect, it } from "vitest";
import { safeText } from "../../../src/text/safe-text.ts";
import { styledText } from "../../../views/theme/styled-text.ts";
import { type Style, type Theme, themeFor } from "../../../views/theme/theme.ts";

/** A theme in which one token has a style. */
function themeOf(style: Style): Theme {
	return { ...themeFor("none", "dark"), plain: {}, ok: style };
}

it.each<[string, Style, string]>([
	["a name", { color: "green" }, "\x1b[32mup\x1b[0m"],
	["a bright name", { color: "greenBright" }, "\x1b[92mup\x1b[0m"],
	["24 bits", { color: "#2aa889" }, "\x1b[38;2;42;168;137mup\x1b[0m"],
	["one of 256", { color: "ansi256(208)" }, "\x1b[38;5;208mup\x1b[0m"],
	["a background", { backgroundColor: "#ffffff" }, "\x1b[48;2;255;255;255mup\x1b[0m"],
	["weight and colour", { bold: true, color: "red" }, "\x1b[1;31mup\x1b[0m"],
	["all that a terminal can", { dimColor: true, underline: true, inverse: true }, "\x1b[2;4;7mup\x1b[0m"],
	["nothing", {}, "up"],
])("styles a piece by %s", (_what, style, expected) => {
	expect(styledText([{ text: safeText("up"), token: "ok" }], themeOf(style))).toBe(expected);
});

it("puts pieces one after the other, each with its own style alone", () => {
	const pieces = [
		{ text: safeText("a "), token: "ok" },
		{ text: safeText("b "), token: "plain" },
		{ text: safeText(""), token: "ok" },
		{ text: safeText("c"), token: "ok" },
	] as const;
	expect(styledText(pieces, themeOf({ bold: true }))).toBe("\x1b[1ma \x1b[0mb \x1b[1mc\x1b[0m");
});

it("refuses a colour that no terminal has", () => {
	expect(() => styledText([{ text: safeText("x"), token: "ok" }], themeOf({ color: "puce" }))).toThrow("puce");
});

it("knows every colour of every theme", () => {
	for (const depth of ["none", "16", "256", "true"] as const) {
		const theme = themeFor(depth, "light");
		for (const token of Object.keys(theme) as (keyof Theme)[]) {
			expect(() => styledText([{ text: safeText("x"), token }], theme)).not.toThrow();
		}
	}
});
