import { availableParallelism, cpus, loadavg } from "node:os";

/** What else a figure depends on. */
export interface Machine {
	readonly cpu: string;
	readonly cpus: number;
	/** Load average of the last minute. */
	readonly load: number;
	/** CPU time of a fixed piece of work: how fast this machine is. */
	readonly calibrationCpuMs: number;
	/** Wall time over CPU time of the same work: 1 = nobody else took the processor. */
	readonly contention: number;
}

/** Look at the machine as it is now. */
export function describeMachine(): Machine {
	work();
	const cpu = process.cpuUsage();
	const startedMs = performance.now();
	work();
	const wallMs = performance.now() - startedMs;
	const { user, system } = process.cpuUsage(cpu);
	const calibrationCpuMs = (user + system) / 1000;
	return {
		cpu: cpus()[0]?.model ?? "unknown",
		cpus: availableParallelism(),
		load: loadavg()[0] ?? 0,
		calibrationCpuMs,
		contention: wallMs / calibrationCpuMs,
	};
}

/** A quarter of a second of what the program does all day: strings, maps, sorting. */
function work(): void {
	const words = Array.from({ length: 200_000 }, (_, index) => `${(index * 2_654_435_761) % 1_000_003}`);
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word.slice(-3), (counts.get(word.slice(-3)) ?? 0) + 1);
	JSON.parse(JSON.stringify({ words: words.toSorted(), counts: [...counts] }));
}
