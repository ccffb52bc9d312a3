import { readdirSync } from "node:fs";
import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { internText } from "../../src/kube/wire/intern.ts";
import type { SoakStage } from "./soak-stage.ts";

/** What a process holds, after all garbage is gone. */
export interface SoakFigures {
	readonly heapMb: number;
	/** Functions: whoever listens, waits or is called back is one. */
	readonly functions: number;
	readonly timers: number;
	readonly connections: number;
	/** Sockets, watched files and children that keep the process's loop alive. */
	readonly handles: number;
	readonly fileDescriptors: number;
}

/** Measure a stage at rest. What its server has noted of its past is forgotten first. */
export function measure({ sim, clock }: SoakStage): SoakFigures {
	sim.compact();
	(sim.requests as string[]).length = 0;
	collectGarbage();
	const functions = queryObjects(Function, { format: "count" });
	collectGarbage();
	return {
		heapMb: process.memoryUsage().heapUsed / 1e6,
		functions,
		timers: clock.waiting,
		connections: sim.connections,
		handles: process.getActiveResourcesInfo().length,
		fileDescriptors: readdirSync("/proc/self/fd").length,
	};
}

/**
 * What is more than it was: a heap by this share of it, what is counted by more than is under way at one moment and
 * not at another.
 */
export function grown(base: SoakFigures, now: SoakFigures, heapShare: number): readonly string[] {
	const allowed: SoakFigures = { ...underWay, heapMb: base.heapMb * heapShare };
	return (Object.keys(allowed) as (keyof SoakFigures)[])
		.filter((figure) => now[figure] > base[figure] + allowed[figure])
		.map((figure) => `${figure}: ${base[figure]}, then ${now[figure]}`);
}

/** A poll or two, and what waits for their answers. */
const underWay: Omit<SoakFigures, "heapMb"> = {
	functions: 150,
	timers: 3,
	connections: 2,
	handles: 4,
	fileDescriptors: 4,
};

/**
 * Let what is kept of texts that may come again be as full as it ever gets: it fills for half a day and is bounded, and
 * what grows is looked for elsewhere.
 */
export function fillTextCache(): void {
	for (let made = 0; made < 500_000; made++) internText(`app=app-${made % 100},made=${made}`);
}

function collectGarbage(): void {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	collect();
	collect();
}
