/** Measures the built program from outside and compares it with its budgets. `npm run bench -- --help` */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { growthPlan, measureGrowth } from "./growth.ts";
import { growthText } from "./growth-chart.ts";
import { brokenCounts, type Judged, judge } from "./judge.ts";
import { describeMachine } from "./machine.ts";
import { measureCluster } from "./measure-cluster.ts";
import { logKeysText, measureLogKeys } from "./measure-log-keys.ts";
import { logsText, measureLogs } from "./measure-logs.ts";
import { comparisonText, type NamedRun, tableText } from "./print-table.ts";
import type { Plan } from "./setup.ts";
import { startServer } from "./start-server.ts";

const HELP = `Usage: npm run bench -- [options]

Measures the built program in a pseudo-terminal against a simulated cluster (in a process of its own) and
prints every figure beside its budget. Linux only. Ends with 1 when a count (bytes, frames, requests) is more
than twice its budget, or when something could not be measured; never because of a time.

  --quick                 1,000 and 10,000 pods with metrics, short rests: under 4 minutes instead of 25
  --pods N,N              numbers of pods (default 1000,10000,50000; with --quick 1000,10000)
  --metrics on|off|both   with and without metrics.k8s.io (default both; with --quick on)
  --size COLUMNSxROWS     size of the screen (default 200x50)
  --growth                only how it grows: with pods, with changes a second, with the screen; charts (6 minutes)
  --logs                  only a log of 50,000 lines a second, and keys in it (2 minutes)
  --json FILE             write every value that was measured
  --cpu-prof DIR          write CPU profiles of the measured programs; what they cost is in the figures
  --help`;

const QUICK: Plan = { starts: 3, settleMs: 4000, restMs: 16_000, churnMs: 6000, keys: 24, repeats: 4, arrivals: 8 };
const FULL: Plan = { starts: 3, settleMs: 12_000, restMs: 30_000, churnMs: 16_000, keys: 40, repeats: 8, arrivals: 16 };

const { values: flags } = parseArgs({
	options: {
		quick: { type: "boolean", default: false },
		pods: { type: "string" },
		metrics: { type: "string" },
		size: { type: "string", default: "200x50" },
		growth: { type: "boolean", default: false },
		logs: { type: "boolean", default: false },
		json: { type: "string" },
		"cpu-prof": { type: "string" },
		help: { type: "boolean", default: false },
	},
});
if (flags.help) {
	console.log(HELP);
	process.exit();
}
const plan = flags.quick ? QUICK : FULL;
const sizes = (flags.pods ?? (flags.quick ? "1000,10000" : "1000,10000,50000")).split(",").map(Number);
const metrics = { on: [true], off: [false], both: [false, true] }[flags.metrics ?? (flags.quick ? "on" : "both")];
const [columns = Number.NaN, rows = Number.NaN] = flags.size.split("x").map(Number);
if (metrics === undefined || [...sizes, columns, rows].some((number) => !Number.isInteger(number))) {
	console.error(HELP);
	process.exit(2);
}

if (flags.logs) {
	const machine = machineText(describeMachine());
	const keys = [await measureLogKeys(1), await measureLogKeys(50_000)];
	const reading = [await measureLogs("all of it shown", ""), await measureLogs("status>=500", "status>=500")];
	console.log(`${machine}\n\n${logKeysText(keys)}\n\n${logsText(reading)}`);
	if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ keys, reading }, null, "\t")}\n`);
	process.exit();
}
const profiles = flags["cpu-prof"];
const nodeOptions = profiles === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(profiles)}`];
const home = mkdtempSync(path.join(tmpdir(), "yagura-bench-home-"));
if (flags.growth) {
	try {
		const grown = await measureGrowth({ home, nodeOptions, plan: growthPlan }, (what) => console.error(`  ${what}`));
		console.log(`${machineText(describeMachine())}\n\n${grown.map(growthText).join("\n\n")}`);
		if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(grown, null, "\t")}\n`);
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
	process.exit();
}
const runs: object[] = [];
const judgements: NamedRun[] = [];
try {
	for (const pods of sizes) {
		using server = await startServer(pods);
		for (const served of metrics) {
			await server.tell({ do: "serve metrics", served });
			const title = `${pods.toLocaleString("en")} pods, ${served ? "with" : "without"} metrics, ${columns}x${rows}`;
			const machine = describeMachine();
			const tell = (what: string): void => console.error(`  ${title}: ${what}`);
			const figures = await measureCluster({ server, plan, home, columns, rows, nodeOptions }, tell);
			const judged = judge(figures, pods);
			console.log(`\n### ${title}\n\n${machineText(machine)}\n\n${tableText(judged)}`);
			judgements.push({ name: `${pods.toLocaleString("en")}${served ? " + metrics" : ""}`, judged });
			runs.push({ pods, metrics: served, columns, rows, machine, lines: judged.map(lineOf), figures });
		}
	}
} finally {
	rmSync(home, { recursive: true, force: true });
}
if (judgements.length > 1) console.log(`\n### Side by side (times the budget)\n\n${comparisonText(judgements)}`);
if (flags.json !== undefined)
	writeFileSync(flags.json, `${JSON.stringify({ node: process.version, plan, runs }, null, "\t")}\n`);
const judged = judgements.flatMap((run) => run.judged);
const broken = brokenCounts(judged);
for (const { line, ratio } of broken) console.error(`over: ${line.label} is ${ratio?.toFixed(1)} times its budget`);
process.exit(broken.length > 0 || judged.some(({ measured }) => measured === undefined) ? 1 : 0);

function machineText({ cpu, cpus, load, calibrationCpuMs, contention }: ReturnType<typeof describeMachine>): string {
	const work = `calibration ${calibrationCpuMs.toFixed(0)} ms of CPU in ${contention.toFixed(2)} times the time`;
	return `${cpus} x ${cpu}, load ${load.toFixed(1)}, ${work}`;
}

function lineOf({ line, verdict, ...numbers }: Judged): object {
	return { label: line.label, unit: line.unit, ...numbers, verdict };
}
