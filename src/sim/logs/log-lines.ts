import { createRandom, type Random } from "../world/random.ts";
import { chooseVoice } from "./choose-voice.ts";
import { isBadMinute, type Scene } from "./voice.ts";

/** One run of a container, from its start to its end. */
export interface ContainerRun {
	/** What tells its lines from those of others: pod UID, container and start. */
	readonly seed: string;
	/** Name of the workload, which decides what it talks about. */
	readonly app: string;
	readonly container: string;
	readonly startedAtMs: number;
	/** Undefined while it runs. */
	readonly ended?: { readonly atMs: number; readonly exitCode: number };
}

/** A line that a container wrote. */
export interface LogLine {
	readonly atMs: number;
	readonly text: string;
}

/** On average a line comes that often. */
const LINE_EVERY_MS = 700;

/** Number of the first line at or after a time. Lines are numbered from the start of the run. */
export function firstLineAfter(run: ContainerRun, atMs: number): number {
	let index = Math.max(0, Math.floor((atMs - run.startedAtMs) / LINE_EVERY_MS) - 1);
	while (lineTimeMs(run, index) < atMs) index++;
	return index;
}

/** When a line was (or will be) written, in milliseconds since the epoch. */
export function lineTimeMs(run: ContainerRun, index: number): number {
	return run.startedAtMs + Math.floor(index * LINE_EVERY_MS + randomOf(run, index).next() * LINE_EVERY_MS);
}

/** A line by its number. The same run, the same line, whenever it is asked for. */
export function lineAt(run: ContainerRun, index: number): LogLine {
	const random = randomOf(run, index);
	const atMs = run.startedAtMs + Math.floor(index * LINE_EVERY_MS + random.next() * LINE_EVERY_MS);
	const voice = chooseVoice(run.app, run.container);
	const scene = sceneOf(run, atMs, random);
	return { atMs, text: index === 0 ? voice.opening(scene) : voice.line(scene) };
}

/** The last words of a run that has ended; none of one that was killed or still runs. */
export function lastWords(run: ContainerRun): readonly LogLine[] {
	const { ended } = run;
	if (ended === undefined || ended.exitCode === 137) return [];
	const { atMs, exitCode } = ended;
	const line = (text: string): LogLine => ({ atMs, text });
	if (exitCode === 0)
		return [line(chooseVoice(run.app, run.container).closing(sceneOf(run, atMs, createRandom(`${run.seed}/end`))))];
	return [
		line("panic: config: field limits.perTenant is required"),
		line(""),
		line("goroutine 1 [running]:"),
		line("main.main()"),
		line(`	/src/cmd/${run.app}/main.go:42 +0x1c5`),
	];
}

function sceneOf({ app, container }: ContainerRun, atMs: number, random: Random): Scene {
	return { app, container, atMs, random, isBadMinute: isBadMinute(app, atMs) };
}

function randomOf(run: ContainerRun, index: number): Random {
	return createRandom(`${run.seed}/${index}`);
}
