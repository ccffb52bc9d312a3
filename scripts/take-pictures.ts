/**
 * Takes pictures of the built program's demo, for looking at:
 *
 *     npm run build && node scripts/take-pictures.ts FOLDER [PATTERN]
 *
 * SVG files, one for each screen, size and terminal, or those whose name matches the pattern; nothing of them is committed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PtyProgram } from "../test/support/pty-program.ts";
import { palettes, screenPicture } from "./screen-picture.ts";

interface Scene {
	readonly name: string;
	readonly columns: number;
	readonly rows: number;
	/** Chords to press, or text after `type:`. */
	readonly keys: readonly string[];
	readonly shows: RegExp;
}

const sizes = { tiny: [60, 15], small: [80, 24], middle: [130, 36], large: [200, 50] } as const;

function scene(name: string, size: keyof typeof sizes, keys: readonly string[], shows: RegExp): Scene {
	const [columns, rows] = sizes[size];
	return { name: `${name}-${columns}x${rows}`, columns, rows, keys, shows };
}

/** Seen in every kind of terminal. */
const everywhere: readonly Scene[] = [
	scene("pods", "middle", ["T", "j"], /CrashLoop/),
	scene("filter-wrong", "small", ["/", "type:payments cpux>3"], /no column/),
	scene("delete", "small", [".", "d"], /Cancel/),
	scene("logs", "middle", ["l", "k", "k", "/", "type:path", "enter", "m"], /1 marked/),
	scene("search", "small", ["y", "/", "type:name", "enter"], /of \d/),
];

/** Seen in true colour, on a dark ground. */
const once: readonly Scene[] = [
	scene("pods", "tiny", ["T"], /CrashLoop/),
	scene("pods", "small", ["T"], /CrashLoop/),
	scene("pods", "large", ["T"], /CrashLoop/),
	scene("pods-wide", "large", ["T", "w"], /NOMINATED/),
	scene("nodes", "middle", [":", "type:no", "enter"], /tokyo-c/),
	scene("events", "middle", [":", "type:ev", "enter"], /BackOff/),
	scene("events", "small", [":", "type:ev", "enter"], /BackOff/),
	scene("deployments", "small", [":", "type:deploy", "enter"], /AVAILABLE/),
	scene("palette", "small", [":", "type:s"], /services/),
	scene("palette-none", "small", [":", "type:qqq"], /Nothing/),
	scene("help", "tiny", ["?"], /On a row/),
	scene("help", "small", ["?"], /On a row/),
	scene("help", "large", ["?"], /On a row/),
	scene("describe", "middle", ["T", "d"], /Containers/),
	scene("describe", "small", ["T", "d"], /Name /),
	scene("yaml", "small", ["y"], /apiVersion/),
	scene("filter", "small", ["/"], /words/),
	scene("empty", "small", ["/", "type:nothing-like-it", "enter"], /None of/),
	scene("logs", "tiny", ["l"], /following/),
	scene("logs", "small", ["l"], /following/),
	scene("logs", "large", ["l", "&", "type:error", "enter"], /a bar is/),
	scene("logs-columns", "middle", ["l", "v"], /MESSAGE/),
	scene("logs-sources", "small", ["l", "C"], /all containers/),
	scene("logs-line", "small", ["l", "enter"], /Source/),
	scene("help-logs", "large", ["l", "?"], /In a log/),
	scene("actions", "small", ["."], /Actions/),
	...(["small", "large"] as const).flatMap((size) => [
		scene("shell-choice", size, ["s"], /in which container/),
		scene("debug-form", size, ["b"], /cannot be removed/),
		scene("copy-form", size, [".", "f"], /comes into the folder/),
		scene("forward-form", size, ["F"], /Forward/),
		scene("profile", size, [":", "type:pprof", "enter"], /%/),
		scene("profile-flames", size, [":", "type:pprof", "enter", "2", "v"], /▏/),
	]),
];

const rich = { COLORTERM: "truecolor", TERM: "xterm-256color" };
const terminals: readonly {
	readonly name: string;
	readonly ground: keyof typeof palettes;
	readonly env: Readonly<Record<string, string>>;
	readonly args: readonly string[];
}[] = [
	{ name: "dark", ground: "dark", env: rich, args: ["--theme", "dark"] },
	{ name: "light", ground: "light", env: rich, args: ["--theme", "light"] },
	{ name: "256", ground: "dark", env: { TERM: "xterm-256color", COLORTERM: "" }, args: ["--theme", "dark"] },
	{ name: "256-light", ground: "light", env: { TERM: "xterm-256color", COLORTERM: "" }, args: ["--theme", "light"] },
	{ name: "16", ground: "dark", env: { TERM: "xterm", COLORTERM: "" }, args: [] },
	{ name: "16-light", ground: "light", env: { TERM: "xterm", COLORTERM: "" }, args: [] },
	{ name: "none", ground: "dark", env: { ...rich, NO_COLOR: "1" }, args: [] },
	{ name: "ascii", ground: "dark", env: rich, args: ["--ascii"] },
];

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/take-pictures.ts FOLDER");
mkdirSync(folder, { recursive: true });
const only = new RegExp(process.argv[3] ?? "");
for (const [index, { name: terminal, ground, env, args }] of terminals.entries()) {
	for (const { name, columns, rows, keys, shows } of index === 0 ? [...everywhere, ...once] : everywhere) {
		const picture = `${name}-${terminal}`;
		if (!only.test(picture)) continue;
		const command = ["dist/yagura.mjs", "demo", ...args];
		const program = new PtyProgram({ command: process.execPath, args: command, columns, rows, env });
		await program.shows("watch live");
		if (columns >= 80) await program.shows(/metrics \d/);
		for (const key of keys) await (key.startsWith("type:") ? program.type(key.slice(5)) : program.press(key));
		await program.shows(shows);
		writeFileSync(join(folder, `${picture}.svg`), screenPicture(program.emulator.cells(), palettes[ground]));
		program.signal("SIGTERM");
		await program.exited();
		program[Symbol.dispose]();
	}
}
