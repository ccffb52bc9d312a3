import { createRandom, type Random } from "../world/random.ts";

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
	const [level, message, fields] = index === 0 ? opening(run) : saying(run, random);
	return { atMs, text: JSON.stringify({ time: new Date(atMs).toISOString(), level, msg: message, ...fields }) };
}

/** The last words of a run that has ended; none of one that was killed or still runs. */
export function lastWords(run: ContainerRun): readonly LogLine[] {
	const { ended } = run;
	if (ended === undefined || ended.exitCode === 137) return [];
	const { atMs, exitCode } = ended;
	const line = (text: string): LogLine => ({ atMs, text });
	if (exitCode === 0) return [line(JSON.stringify({ time: new Date(atMs).toISOString(), level: "info", msg: "done" }))];
	return [
		line("panic: config: field limits.perTenant is required"),
		line(""),
		line("goroutine 1 [running]:"),
		line("main.main()"),
		line(`	/src/cmd/${run.app}/main.go:42 +0x1c5`),
	];
}

function randomOf(run: ContainerRun, index: number): Random {
	return createRandom(`${run.seed}/${index}`);
}

type Said = readonly [level: string, message: string, fields: Readonly<Record<string, unknown>>];

function opening({ app }: ContainerRun): Said {
	return ["info", "starting", { app, config: "/etc/config/config.yaml" }];
}

const PATHS = ["/v1/orders", "/v1/charges", "/v1/items", "/v1/sessions", "/v1/search", "/healthz"] as const;

function saying({ app, container }: ContainerRun, random: Random): Said {
	const trace = random.suffix(16);
	if (container === "mesh" || container !== app) return proxied(random, trace);
	if (/db$|postgres|redis|kafka/.test(app)) return stored(random);
	if (/train|batch|compact|settle|prune|backup|report/.test(app)) return worked(random);
	if (/agent|proxy|exporter|csi|dns|cni/.test(app)) return tended(random);
	return answered(random, trace);
}

function answered(random: Random, trace: string): Said {
	const unlucky = random.below(40);
	const path = random.pick(PATHS);
	const ms = Math.ceil(2 + random.next() ** 4 * 900);
	if (unlucky === 0) return ["error", "upstream timed out", { path, ms: 5000, status: 504, trace }];
	if (unlucky < 3) return ["warn", "retrying", { path, attempt: 2, cause: "connection reset by peer", trace }];
	return ["info", "request", { method: random.pick(["GET", "GET", "GET", "POST"]), path, status: 200, ms, trace }];
}

function proxied(random: Random, trace: string): Said {
	return ["info", "access", { path: random.pick(PATHS), code: 200, bytes: 200 + random.below(9_000), trace }];
}

function stored(random: Random): Said {
	if (random.below(12) > 0) return ["info", "query", { rows: random.below(400), ms: 1 + random.below(40) }];
	return ["info", "checkpoint complete", { buffers: random.below(4_000), seconds: 1 + random.below(9) }];
}

function worked(random: Random): Said {
	return ["info", "progress", { shard: random.below(36), items: 100 + random.below(900) }];
}

function tended(random: Random): Said {
	return random.below(20) === 0
		? ["warn", "sync took long", { seconds: 1 + random.below(5) }]
		: ["info", "synced", { rules: 200 + random.below(50) }];
}
