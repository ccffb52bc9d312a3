import { setTimeout as wait } from "node:timers/promises";
import { machineMs } from "./machine-clock.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { cpuMs, residentMb } from "./process-usage.ts";
import type { Figures, Setup } from "./setup.ts";

/** What the program costs while nobody touches it and the cluster changes at its rate. */
export async function measureSteady(setup: Setup, program: MeasuredProgram, durationMs: number): Promise<Figures> {
	const start = await look(setup, program);
	await wait(durationMs);
	const end = await look(setup, program);
	const seconds = (end.atMs - start.atMs) / 1000;
	return {
		cpuPercent: [(end.cpuMs - start.cpuMs) / seconds / 10],
		bytesPerSecond: [program.bytesSince(start.atMs) / seconds],
		framesPerSecond: [(end.frames - start.frames) / seconds],
		requestsPerMinute: [((end.requests - start.requests) / seconds) * 60],
		changesPerSecond: [(end.revision - start.revision) / seconds],
		residentMb: [residentMb(program.pid)],
	};
}

async function look({ server }: Setup, program: MeasuredProgram) {
	const { requests, revision } = await server.tell({ do: "report" });
	return { atMs: machineMs(), cpuMs: cpuMs(program.pid), frames: program.emulator.updates, requests, revision };
}
