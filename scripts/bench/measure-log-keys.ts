import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Emulator } from "../../test/support/emulator.ts";
import type { LogFrontOptions } from "./log-front.ts";
import { pressEach } from "./measure-keys.ts";
import { showsPod } from "./pod-screen.ts";
import { launch } from "./setup.ts";
import { KNOWN_POD, startServer } from "./start-server.ts";
import { percentile } from "./statistics.ts";

/** Keys in a log that is being written, from the key to the cell. Times in milliseconds. */
export interface LogKeyFigures {
	readonly linesPerSecond: number;
	/** Lines that the program said it had read, at the end. */
	readonly lines: string;
	/** The cursor goes up or down in what is on the screen. */
	readonly moveP50Ms: number;
	readonly moveP95Ms: number;
	/** From following to standing still, and back. */
	readonly followP50Ms: number;
	readonly followP95Ms: number;
}

const KEYS = 40;
const WARM_UP_MS = 5000;
/** Rows that the cursor wanders over without scrolling. */
const SPAN = 8;

/** The whole program in a pseudo-terminal of 200x50, in the log of a pod that writes as fast as that. */
export async function measureLogKeys(linesPerSecond: number): Promise<LogKeyFigures> {
	const home = mkdtempSync(path.join(tmpdir(), "yagura-bench-logs-"));
	using server = await startServer(50);
	const text = readFileSync(server.kubeconfig, "utf8");
	const behind = /server: (\S+)/.exec(text)?.[1] ?? "";
	const front = new Worker(new URL("./log-front.ts", import.meta.url), {
		workerData: { linesPerSecond, behind } satisfies LogFrontOptions,
	});
	const [port] = (await once(front, "message")) as [number];
	const kubeconfig = path.join(home, "kubeconfig");
	writeFileSync(kubeconfig, text.replace(behind, `http://127.0.0.1:${port}`), { mode: 0o600 });
	const program = launch({ server: { ...server, kubeconfig }, home, columns: 200, rows: 50, nodeOptions: [] });
	try {
		await program.until("pods", (screen) => showsPod(screen, KNOWN_POD));
		await wait(1000);
		program.send("l");
		await program.until("the log", isFollowing);
		await wait(WARM_UP_MS);
		const { latencyMs: follow } = await pressEach(program, alternately("k", "G"), (screen) =>
			String(isFollowing(screen)),
		);
		program.send("k".repeat(SPAN));
		await wait(1000);
		const { latencyMs: move } = await pressEach(program, wander(), chosenRow);
		return {
			linesPerSecond,
			lines: /([\d,]+) lines/.exec(program.emulator.text())?.[1] ?? "",
			moveP50Ms: percentile(move, 50),
			moveP95Ms: percentile(move, 95),
			followP50Ms: percentile(follow, 50),
			followP95Ms: percentile(follow, 95),
		};
	} finally {
		await program.close();
		await front.terminate();
		rmSync(home, { recursive: true, force: true });
	}
}

function alternately(one: string, other: string): readonly string[] {
	return Array.from({ length: KEYS }, (_, index) => (index % 2 === 0 ? one : other));
}

function wander(): readonly string[] {
	return Array.from({ length: KEYS }, (_, index) => (index % SPAN < SPAN / 2 ? "k" : "j"));
}

function isFollowing(screen: Emulator): boolean {
	return screen.text().includes("● following");
}

function chosenRow(screen: Emulator): string | undefined {
	const row = screen.lines().findIndex((line) => line.startsWith("▸"));
	return row < 0 ? undefined : String(row);
}

/** The figures as a table, beside what is allowed. */
export function logKeysText(figures: readonly LogKeyFigures[]): string {
	const head = "| keys in a log of 200x50 | lines read | cursor p50 | p95 (≤ 20 ms) | following on, off p50 | p95 |";
	const ms = (value: number): string => `${value.toFixed(0)} ms`;
	const lines = figures.map(
		(one) =>
			`| ${one.linesPerSecond.toLocaleString("en")} lines/s | ${one.lines} | ${ms(one.moveP50Ms)} | ${ms(one.moveP95Ms)} | ${ms(one.followP50Ms)} | ${ms(one.followP95Ms)} |`,
	);
	return [head, "|---|---|---|---|---|---|", ...lines].join("\n");
}
