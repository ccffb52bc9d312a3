import { expect, it } from "vitest";
import { type ColorDepth, colorDepth, type Environment } from "../../src/terminal/color-depth.ts";

it.each<[string, Environment, ColorDepth]>([
	["nothing known", {}, "none"],
	["a plain xterm", { TERM: "xterm" }, "16"],
	["256 colours by name", { TERM: "xterm-256color" }, "256"],
	["tmux", { TERM: "tmux-256color" }, "256"],
	["24 bits announced", { TERM: "xterm-256color", COLORTERM: "truecolor" }, "true"],
	["24 bits by name", { TERM: "xterm-kitty" }, "true"],
	["direct colour", { TERM: "xterm-direct" }, "true"],
	["Windows Terminal", { WT_SESSION: "x" }, "true"],
	["a dumb terminal", { TERM: "dumb", COLORTERM: "truecolor" }, "none"],
	["NO_COLOR", { TERM: "xterm-256color", NO_COLOR: "1" }, "none"],
	["an empty NO_COLOR", { TERM: "xterm-256color", NO_COLOR: "" }, "256"],
	["FORCE_COLOR over NO_COLOR", { TERM: "xterm-256color", NO_COLOR: "1", FORCE_COLOR: "3" }, "true"],
	["FORCE_COLOR=0", { TERM: "xterm-256color", FORCE_COLOR: "0" }, "none"],
	["FORCE_COLOR where there is none", { TERM: "dumb", FORCE_COLOR: "true" }, "16"],
	["FORCE_COLOR where there is more", { TERM: "xterm-256color", FORCE_COLOR: "" }, "256"],
])("%s", (_what, env, depth) => {
	expect(colorDepth(env)).toBe(depth);
});
