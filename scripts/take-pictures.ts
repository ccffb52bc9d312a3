/**
 * Takes pictures of the built program's demo, for looking at:
 *
 *     npm run build && node scripts/take-pictures.ts FOLDER
 *
 * SVG files, one for each screen, size and terminal; nothing of them is committed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PtyProgram } from "../test/support/pty-program.ts";
import { palettes, screenPicture } from "./screen-picture.ts";

interface Scene {
	readonly name: string;
	readonly columns: number;
	readonly rows: number;
	readonly terminal: keyof typeof palettes;
	readonly env: Readonly<Record<string, string>>;
	/** Chords to press, or text after `type:`. */
	readonly keys: readonly string[];
	readonly shows: RegExp;
}

const rich = { COLORTERM: "truecolor", TERM: "xterm-256color" };
const scenes: readonly Scene[] = [
	{ name: "pods-80x24", columns: 80, rows: 24, terminal: "dark", env: rich, keys: ["T"], shows: /CrashLoop/ },
	{ name: "pods-200x50", columns: 200, rows: 50, terminal: "dark", env: rich, keys: ["T"], shows: /CrashLoop/ },
	{
		name: "pods-light",
		columns: 130,
		rows: 36,
		terminal: "light",
		env: rich,
		keys: ["T", "j"],
		shows: /CrashLoop/,
	},
	{
		name: "pods-16",
		columns: 130,
		rows: 36,
		terminal: "dark",
		env: { TERM: "xterm", COLORTERM: "" },
		keys: ["T"],
		shows: /CrashLoop/,
	},
	{
		name: "pods-none",
		columns: 130,
		rows: 36,
		terminal: "dark",
		env: { ...rich, NO_COLOR: "1" },
		keys: ["T"],
		shows: /CrashLoop/,
	},
	{
		name: "nodes",
		columns: 130,
		rows: 36,
		terminal: "dark",
		env: rich,
		keys: [":", "type:no", "enter"],
		shows: /tokyo-c/,
	},
	{
		name: "events",
		columns: 130,
		rows: 36,
		terminal: "dark",
		env: rich,
		keys: [":", "type:ev", "enter"],
		shows: /BackOff/,
	},
	{ name: "palette", columns: 130, rows: 36, terminal: "dark", env: rich, keys: [":", "type:s"], shows: /services/ },
	{ name: "help", columns: 130, rows: 44, terminal: "dark", env: rich, keys: ["?"], shows: /In a table/ },
	{
		name: "filter",
		columns: 130,
		rows: 36,
		terminal: "light",
		env: rich,
		keys: ["/", "type:payments !running"],
		shows: /of/,
	},
];

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/take-pictures.ts FOLDER");
mkdirSync(folder, { recursive: true });
for (const { name, columns, rows, terminal, env, keys, shows } of scenes) {
	const program = new PtyProgram({
		command: process.execPath,
		args: ["dist/yagura.mjs", "demo", "--theme", terminal],
		columns,
		rows,
		env,
	});
	await program.shows("watch live");
	await program.shows(/metrics \d/);
	for (const key of keys) await (key.startsWith("type:") ? program.type(key.slice(5)) : program.press(key));
	await program.shows(shows);
	writeFileSync(join(folder, `${name}.svg`), screenPicture(program.emulator.cells(), palettes[terminal]));
	program.signal("SIGTERM");
	await program.exited();
	program[Symbol.dispose]();
}
