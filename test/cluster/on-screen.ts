import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { PtyProgram } from "../support/pty-program.ts";
import type { Person } from "./testbed.ts";

const bundle = resolve(import.meta.dirname, "../../dist/yagura.mjs");

/** The built program on a terminal of its own, wide enough for all that a kind tells, as one of the testbed's people. */
export function startProgram(
	person: Person,
	args: readonly string[],
	{ columns = 200, rows = 50 }: { readonly columns?: number; readonly rows?: number } = {},
): PtyProgram {
	const { runDirectory, kubeconfigs } = inject("testbed");
	const home = join(runDirectory, "home");
	mkdirSync(home, { recursive: true });
	return new PtyProgram({
		command: process.execPath,
		args: ["--max-semi-space-size=2", bundle, "--kubeconfig", kubeconfigs[person], ...args],
		env: { HOME: home, TZ: "UTC" },
		columns,
		rows,
		patienceMs: 60_000,
	});
}

/** The lines of the table on screen, heading first, without the cursor's mark. */
export function tableLines(program: PtyProgram): readonly string[] {
	const lines = program.emulator.lines();
	const rules = lines.flatMap((line, index) => (line.startsWith("───") ? [index] : []));
	return lines
		.slice((rules[0] ?? 0) + 1, rules[1])
		.filter((line) => line.trim() !== "")
		.map((line) => line.slice(1));
}

/** The cells of a line: columns are apart by a blank, and of all cells only RESTARTS has one in it. */
export function cells(line: string): readonly string[] {
	return (
		line
			.trim()
			.replaceAll(/ +(?=\(\w+ ago\))/g, " ")
			.match(/\d+ \(\w+ ago\)|\S+/g) ?? []
	);
}

/** Open a kind, and a namespace if one is named, by the palette. */
export async function openKind(program: PtyProgram, words: string): Promise<void> {
	await program.press(":");
	await program.type(words);
	await program.press("enter");
}

/** Show only the rows that hold a word. */
export async function filterBy(program: PtyProgram, word: string): Promise<void> {
	await program.press("/");
	await program.type(word);
	await program.press("enter");
}
