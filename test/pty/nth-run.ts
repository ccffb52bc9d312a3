import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { untouchedModes } from "../support/emulator.ts";
import { EndingStage } from "./ending-stage.ts";
import { type CountedOperation, type NthHome, operationsOf } from "./nth-world.ts";

/** A step may fail, wait for its next try (signing in is tried twice a minute) and then succeed. */
const PATIENCE_MS = 45_000;

/** What is said where nothing more will come of a step by itself. */
const REFUSALS = /✖ It could not be read\.|Still here; \S+ cannot be used: |^>\S+ +✖ \S/m;
/** What is said where it is tried again, but not soon. */
const REST = /has failed\.[^]*It is tried again twice a minute/;

/** What a user does in one run, and what the screen shows when it was done. */
interface Step {
	readonly name: string;
	/** Bytes to send. */
	readonly keys: string;
	readonly goal: RegExp;
}

/** How one run went. */
export interface NthRun {
	readonly operations: readonly CountedOperation[];
	/** What was made to fail. */
	readonly failed: CountedOperation | undefined;
	/** Steps whose goal was not reached, each with what the screen said of it; empty when it said nothing. */
	readonly missed: readonly { readonly step: string; readonly says: string }[];
	/** Exit code, and the screen that is left. */
	readonly code: number;
	readonly screen: string;
	/** What is not as it must be, whatever failed. */
	readonly wrong: readonly string[];
	readonly tookMs: number;
}

function stepsIn({ folder }: NthHome): readonly Step[] {
	const live = (context: string): RegExp => new RegExp(`${context} [^]*watch live[^]*Running`);
	return [
		{ name: "table", keys: "", goal: live("first") },
		{ name: "yaml", keys: "y", goal: /apiVersion: v1/ },
		{ name: "back", keys: "q", goal: live("first") },
		{ name: "describe", keys: "d", goal: /Conditions|Containers/ },
		{ name: "back", keys: "q", goal: live("first") },
		{ name: "save", keys: `\x13\x15${join(folder, "table.csv")}\r`, goal: /Saved 40 rows/ },
		{ name: "second context", keys: ":ctx second\r", goal: live("second") },
		{ name: "third context", keys: ":ctx third\r", goal: live("third") },
		{ name: "yaml there", keys: "y", goal: /apiVersion: v1/ },
		{ name: "back", keys: "q", goal: live("(?:first|second|third)") },
	];
}

export interface NthRunOptions {
	/** The operation that fails; 0 for none. */
	readonly number: number;
	/** Go on to the end, and wait for what is tried again, though not soon. Else leave after the step in which it failed. */
	readonly waits: boolean;
}

/** Run the program from start to exit; one operation fails. */
export async function runWithFailure(home: NthHome, { number, waits }: NthRunOptions): Promise<NthRun> {
	const startMs = performance.now();
	using stage = new EndingStage({
		args: ["--kubeconfig", home.kubeconfig],
		home: home.folder,
		door: "nth-door",
		env: { NTH_FAILS: String(number), NTH_JOURNAL: home.journal },
		patienceMs: PATIENCE_MS,
	});
	const { program } = stage;
	const missed: { step: string; says: string }[] = [];
	const wrong: string[] = [];
	const hasEnded = (): boolean => /code \d+, tty/.test(program.emulator.text());
	const sees = async (step: string, goal: RegExp): Promise<boolean> => {
		const isRefused = (screen: string): boolean =>
			step !== "end" && (REFUSALS.test(screen) || (!waits && REST.test(screen)));
		const isOver = (screen: string): boolean => hasEnded() || goal.test(screen) || isRefused(screen);
		try {
			await program.until(step, () => isOver(program.emulator.text()));
		} catch {
			// Nothing came of it, and nothing was said.
		}
		const screen = program.emulator.text();
		if (goal.test(screen)) return true;
		if (!hasEnded()) missed.push({ step, says: sayingOf(screen) });
		return false;
	};
	if (await sees("question", /Run this program to sign in/)) await letRun(stage);
	let isInPane = true;
	for (const { name, keys, goal } of stepsIn(home)) {
		if (hasEnded() || (name === "back" && !isInPane)) continue;
		program.send(keys, 0);
		isInPane = await sees(name, goal);
		if (isInPane && (waits || /yaml|describe/.test(name) || !operationsOf(home).some(({ fails }) => fails))) continue;
		if (isInPane) break;
		if (missed.at(-1)?.says.includes("tried again")) break;
		// Out of the pane or the prompt in which it failed.
		program.send("\x1b", 0);
		await program.until("the prompt or pane to go", () => hasEnded() || !REFUSALS.test(program.emulator.text()));
	}
	if (!hasEnded()) {
		program.send("q", 0);
		await sees("end", /code \d+, tty/);
	}
	if (!hasEnded()) wrong.push("it does not end");
	else await program.exited();
	const screen = program.emulator.text();
	const [, code = "-1"] = /code (\d+)/.exec(screen) ?? [];
	if (!/code \d+, tty same, left over \[''\]/.test(screen)) wrong.push("the tty is not as it was");
	if (JSON.stringify(program.emulator.modes()) !== JSON.stringify(untouchedModes)) wrong.push("modes are left behind");
	if (!screen.includes("what was there before")) wrong.push("the screen is not as it was");
	if (/^\s+at .*:\d+:\d+/m.test(screen)) wrong.push("it crashed");
	if (code !== "0" && !/yagura cannot go on: \S|cannot read \S/.test(screen))
		wrong.push("it does not say why it ended");
	for (const { step, says } of missed) if (says === "") wrong.push(`${step}: neither done, nor said why`);
	if (!isSavedOrNot(home)) wrong.push("half a file is left");
	const orphans = processesAtHome(home);
	if (orphans.length > 0) wrong.push(`left running: ${orphans.join(" ")}`);
	const operations = operationsOf(home);
	const failed = operations.find(({ fails }) => fails);
	const isMarker = /\/terminal-\d+$/;
	if (!isMarker.test(failed?.on ?? "") && markersIn(home).length > 0) wrong.push("the kill marker is left");
	return {
		operations,
		failed,
		missed,
		code: Number(code),
		screen,
		wrong,
		tookMs: Math.round(performance.now() - startMs),
	};
}

/** Why the step came to nothing, as the screen has it. */
function sayingOf(screen: string): string {
	const lines = screen.split("\n");
	const at = lines.findIndex((line) => REFUSALS.test(line) || line.endsWith(" has failed."));
	return lines
		.slice(at, at + 4)
		.map((line) => line.trim())
		.filter((line) => at >= 0 && line !== "" && !/^[─]+$/.test(line))
		.join(" ");
}

/** A saved table is whole, or is not there. */
function isSavedOrNot({ folder }: NthHome): boolean {
	const file = join(folder, "table.csv");
	return !existsSync(file) || readFileSync(file, "utf8").trimEnd().split("\r\n").length === 41;
}

/** Let the plugin run: the dialog does not listen at once. */
async function letRun({ program }: EndingStage): Promise<void> {
	const isChosen = (): boolean => program.emulator.text().includes("▸[ Run ]");
	for (let turn = 0; turn < 40 && !isChosen(); turn++) {
		program.send("\t", 0);
		// Long: one that is heard late must not be followed by another, which would choose No again.
		await vi.waitFor(() => expect(isChosen()).toBe(true), { timeout: 300, interval: 10 }).catch(() => {});
	}
	program.send("\r", 0);
}

function markersIn({ folder }: NthHome): readonly string[] {
	const state = join(folder, ".local/state/yagura");
	return existsSync(state) ? readdirSync(state).filter((name) => name.startsWith("terminal-")) : [];
}

/** Processes that were started in this run and have not ended, in whatever session. */
function processesAtHome({ folder }: NthHome): readonly string[] {
	return readdirSync("/proc").filter((pid) => {
		try {
			return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(`HOME=${folder}\0`);
		} catch {
			return false;
		}
	});
}
