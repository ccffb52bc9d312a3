import { expect, it } from "vitest";
import type { Environment } from "../../src/terminal/color-depth.ts";
import { bearsLinks } from "../../src/terminal/link-support.ts";

it.each<[string, boolean, Environment]>([
	["nothing known", false, {}],
	["an xterm, which may be anything", false, { TERM: "xterm-256color", COLORTERM: "truecolor" }],
	["a terminal by its name", true, { TERM: "xterm-kitty" }],
	["another one, as SSH passes it on", true, { TERM: "foot", SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" }],
	["a terminal by its program", true, { TERM: "xterm-256color", TERM_PROGRAM: "iTerm.app" }],
	["a program that knows none", false, { TERM: "xterm-256color", TERM_PROGRAM: "Apple_Terminal" }],
	["Windows Terminal", true, { TERM: "xterm-256color", WT_SESSION: "x" }],
	["a VTE of today", true, { TERM: "xterm-256color", VTE_VERSION: "7600" }],
	["a VTE from before", false, { TERM: "xterm-256color", VTE_VERSION: "4800" }],
	["Konsole", true, { TERM: "xterm-256color", KONSOLE_VERSION: "230401" }],
	["the Linux console", false, { TERM: "linux", VTE_VERSION: "7600" }],
	["a dumb terminal", false, { TERM: "dumb", TERM_PROGRAM: "vscode" }],
	["screen, whatever is around it", false, { TERM: "screen-256color", STY: "1.pts", VTE_VERSION: "7600" }],
	["screen under another name", false, { TERM: "xterm-kitty", STY: "1.pts" }],
	["screen at the other end of SSH", false, { TERM: "screen-256color", TERM_PROGRAM: "iTerm.app" }],
	[
		"tmux since it passes them on",
		true,
		{ TERM: "tmux-256color", TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4" },
	],
	["a patched one", true, { TERM: "screen-256color", TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.5a" }],
	["tmux from before", false, { TERM: "tmux-256color", TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.3a" }],
	["tmux in a terminal that bears them", false, { TERM: "tmux-256color", TMUX: "x", VTE_VERSION: "7600" }],
	["wanted", true, { TERM: "xterm-256color", FORCE_HYPERLINK: "1" }],
	["not wanted", false, { TERM: "xterm-kitty", FORCE_HYPERLINK: "0" }],
])("%s: %s", (_what, bears, env) => {
	expect(bearsLinks(env)).toBe(bears);
});
