/**
 * First figures of the built program against the simulated API, in a pseudo-terminal of 200x50:
 *
 *     npm run build && node scripts/measure-screen.ts [PODS ...]        (default 1000 10000)
 *
 * Start to first text, to first pod row, to all rows; then memory and CPU with nothing changing and
 * with 50 changes a second. The server runs in a process of its own. Linux only (/proc).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { PtyProgram } from "../test/support/pty-program.ts";

const SETTLE_MS = 5_000;
const WATCH_MS = 10_000;
const TICKS_PER_SECOND = 100;
const COLUMNS = 200;
const ROWS = 50;

interface Figures {
	readonly pods: number;
	readonly changesPerSecond: number;
	readonly firstTextMs: number;
	readonly firstRowMs: number;
	readonly allRowsMs: number;
	readonly residentMb: number;
	readonly cpuPercent: number;
	readonly bytesPerSecond: number;
}

async function serve(pods: number, changesPerSecond: number): Promise<{ server: ChildProcess; kubeconfig: string }> {
	const args = [
		"scripts/serve-sim.ts",
		"--scenario",
		"scale",
		"--pods",
		`${pods}`,
		"--nodes",
		`${Math.ceil(pods / 50)}`,
	];
	const server = spawn(process.execPath, [...args, "--changes-per-second", `${changesPerSecond}`], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const lines = createInterface({ input: server.stdout });
	for await (const line of lines) return { server, kubeconfig: line.trim() };
	throw new Error("the simulated API ended before it listened");
}

/** User and system time of a process so far, in milliseconds, and its resident memory in MB. */
function usage(pid: number): { readonly cpuMs: number; readonly residentMb: number } {
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	const ticks = Number(fields[11]) + Number(fields[12]);
	const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
	return { cpuMs: (ticks * 1_000) / TICKS_PER_SECOND, residentMb: Number(resident) / 1_024 };
}

async function measure(pods: number, changesPerSecond: number): Promise<Figures> {
	const { server, kubeconfig } = await serve(pods, changesPerSecond);
	const startedMs = performance.now();
	const program = new PtyProgram({
		command: process.execPath,
		args: ["--max-semi-space-size=2", "dist/yagura.mjs", "--kubeconfig", kubeconfig],
		columns: COLUMNS,
		rows: ROWS,
	});
	try {
		await program.until("any text", () => program.emulator.text().trim() !== "");
		const firstTextMs = performance.now() - startedMs;
		await program.shows(/app-\d+-.* Running/);
		const firstRowMs = performance.now() - startedMs;
		await program.shows("watch live");
		const allRowsMs = performance.now() - startedMs;
		await wait(SETTLE_MS);
		const before = usage(program.pid);
		const bytesBefore = program.received;
		await wait(WATCH_MS);
		const after = usage(program.pid);
		return {
			pods,
			changesPerSecond,
			firstTextMs,
			firstRowMs,
			allRowsMs,
			residentMb: after.residentMb,
			cpuPercent: ((after.cpuMs - before.cpuMs) / WATCH_MS) * 100,
			bytesPerSecond: ((program.received - bytesBefore) / WATCH_MS) * 1_000,
		};
	} finally {
		program.signal("SIGTERM");
		server.kill("SIGTERM");
		await program.exited();
		program[Symbol.dispose]();
	}
}

const sizes = process.argv.slice(2).map(Number);
console.log("| pods | changes/s | first text ms | first row ms | all rows ms | RSS MB | CPU % of a core | bytes/s |");
console.log("|---|---|---|---|---|---|---|---|");
for (const pods of sizes.length > 0 ? sizes : [1_000, 10_000]) {
	for (const changes of [0, 50]) {
		const figures = Object.values(await measure(pods, changes)).map((value: number) => Math.round(value * 10) / 10);
		console.log(`| ${figures.join(" | ")} |`);
	}
}
