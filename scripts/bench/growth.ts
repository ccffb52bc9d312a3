import { setTimeout as wait } from "node:timers/promises";
import { measureKeys } from "./measure-keys.ts";
import { untilLive } from "./measure-start.ts";
import { measureSteady } from "./measure-steady.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { type Figures, launch, type Plan, type Setup } from "./setup.ts";
import { startServer } from "./start-server.ts";
import { median } from "./statistics.ts";

/** How a few figures grow while one thing does. */
export interface Growth {
	/** What grows, e.g. "pods". */
	readonly of: string;
	readonly at: string;
	readonly steps: readonly number[];
	readonly curves: readonly Curve[];
}

/** One figure at each of the steps. */
export interface Curve {
	readonly label: string;
	readonly unit: string;
	readonly values: readonly number[];
}

const PODS = [1000, 5000, 10_000, 20_000, 50_000];
const CHANGES_PER_SECOND = [0, 50, 250, 500, 1000, 2000];
const SCREENS = [
	{ columns: 60, rows: 15 },
	{ columns: 80, rows: 24 },
	{ columns: 120, rows: 40 },
	{ columns: 200, rows: 50 },
	{ columns: 300, rows: 80 },
	{ columns: 400, rows: 120 },
];
const USUAL = { pods: 10_000, columns: 200, rows: 50 };

type Given = Pick<Setup, "home" | "nodeOptions" | "plan">;

/** Everything that grows with the pods, with their changes and with the screen. */
export async function measureGrowth(given: Given, tell: (what: string) => void): Promise<readonly Growth[]> {
	return [await withPods(given, tell), ...(await withChangesAndScreens(given, tell))];
}

async function withPods(given: Given, tell: (what: string) => void): Promise<Growth> {
	const figures: Figures[] = [];
	for (const pods of PODS) {
		tell(`${pods} pods`);
		using server = await startServer(pods);
		figures.push(
			await withProgram({ ...given, ...USUAL, server }, async (setup, program) => ({
				allRowsMs: [(await untilLive(program)) - program.startedMs],
				...(await steady(setup, program)),
			})),
		);
	}
	return {
		of: "pods",
		at: `${USUAL.columns}x${USUAL.rows}, with metrics`,
		steps: PODS,
		curves: [
			curve("memory (RSS)", "MB", figures, "residentMb"),
			curve("start → all rows", "ms", figures, "allRowsMs"),
			curve("CPU at rest", "% of a core", figures, "cpuPercent"),
		],
	};
}

async function withChangesAndScreens(given: Given, tell: (what: string) => void): Promise<readonly Growth[]> {
	using server = await startServer(USUAL.pods);
	const changing = await withProgram({ ...given, ...USUAL, server }, async (setup, program) => {
		await untilLive(program);
		await wait(given.plan.settleMs);
		const figures: Figures[] = [];
		for (const perSecond of CHANGES_PER_SECOND) {
			tell(`${perSecond} changes/s`);
			await server.tell({ do: "change", perSecond });
			await wait(2000);
			figures.push(await measureSteady(setup, program, given.plan.churnMs));
		}
		await server.tell({ do: "change", perSecond: 0 });
		return figures;
	});
	const onScreens: Figures[] = [];
	for (const screen of SCREENS) {
		tell(`${screen.columns}x${screen.rows}`);
		onScreens.push(
			await withProgram({ ...given, ...screen, server }, async (setup, program) => {
				await untilLive(program);
				return { ...(await measureKeys(setup, program)), ...(await steady(setup, program)) };
			}),
		);
	}
	return [
		{
			of: "changes a second",
			at: `${USUAL.pods} pods, ${USUAL.columns}x${USUAL.rows}, with metrics`,
			steps: CHANGES_PER_SECOND,
			curves: [
				curve("CPU", "% of a core", changing, "cpuPercent"),
				curve("frames", "/s", changing, "framesPerSecond"),
				curve("bytes to the terminal", "/s", changing, "bytesPerSecond"),
			],
		},
		{
			of: "cells of the screen",
			at: `${USUAL.pods} pods, with metrics; ${SCREENS.map(({ columns, rows }) => `${columns}x${rows}`).join(", ")}`,
			steps: SCREENS.map(({ columns, rows }) => columns * rows),
			curves: [
				curve("key → moved cursor, median", "ms", onScreens, "moveMs"),
				curve("bytes a key, cursor moves", "bytes", onScreens, "moveBytes"),
				curve("bytes a key, page", "bytes", onScreens, "pageBytes"),
				curve("CPU a held key", "ms", onScreens, "heldKeyCpuMs"),
				curve("memory (RSS)", "MB", onScreens, "residentMb"),
			],
		},
	];
}

async function steady(setup: Setup, program: MeasuredProgram): Promise<Figures> {
	await wait(setup.plan.settleMs);
	return await measureSteady(setup, program, setup.plan.restMs);
}

async function withProgram<Value>(
	setup: Setup,
	measure: (setup: Setup, program: MeasuredProgram) => Promise<Value>,
): Promise<Value> {
	const program = launch(setup);
	try {
		return await measure(setup, program);
	} finally {
		await program.close();
	}
}

function curve(label: string, unit: string, figures: readonly Figures[], name: string): Curve {
	return { label, unit, values: figures.map((one) => median(one[name] ?? [])) };
}

/** How short and how long a growth measurement is. */
export const growthPlan: Plan = {
	starts: 1,
	settleMs: 8000,
	restMs: 16_000,
	churnMs: 10_000,
	keys: 32,
	repeats: 0,
	arrivals: 0,
};
