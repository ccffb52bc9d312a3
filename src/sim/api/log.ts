import type { Clock, Timer } from "../../base/clock.ts";
import { type ContainerRun, firstLineAfter, type LogLine, lastWords, lineAt, lineTimeMs } from "../logs/log-lines.ts";
import type { ObjectStore } from "../world/object-store.ts";
import { type Container, chooseContainer, findPod } from "./container.ts";
import type { Reply, StreamReply, StreamSink } from "./reply.ts";
import type { ResourcePath } from "./request-path.ts";
import { badRequest } from "./status.ts";

/** As much as a kubelet keeps before it rotates, more or less. */
const LINES_KEPT = 5_000;

const CONTENT_TYPE = "text/plain";

interface LogServer {
	readonly store: ObjectStore;
	readonly clock: Clock;
}

/**
 * Answer `pods/NAME/log`: what a container has written, and with `follow` what it goes on to write.
 *
 * @throws StatusError 400, 404
 * @see k8s.io/api `core/v1` PodLogOptions
 */
export function podLog({ store, clock }: LogServer, path: ResourcePath, query: URLSearchParams): Reply | StreamReply {
	const read = (): Container =>
		chooseContainer(findPod(store, path.namespace, path.name ?? ""), query.get("container") ?? "");
	const run = runOf(read(), isTrue(query, "previous"));
	const nowMs = clock.now();
	const lines = select(run, query, nowMs);
	const print = printer(isTrue(query, "timestamps"));
	if (!isTrue(query, "follow") || run.ended !== undefined) {
		const body = Buffer.concat(lines.map(print));
		const limit = query.get("limitBytes");
		return { status: 200, contentType: CONTENT_TYPE, body: [limit === null ? body : body.subarray(0, Number(limit))] };
	}
	const endOf = (): ContainerRun["ended"] => {
		try {
			const now = runOf(read(), false);
			if (now.seed === run.seed) return now.ended;
		} catch {
			// The pod is gone, or its container is started anew: either way this run is over.
		}
		return { atMs: clock.now(), exitCode: 137 };
	};
	return { contentType: CONTENT_TYPE, start: (sink) => follow({ clock, run, lines, nowMs, print, endOf }, sink) };
}

function isTrue(query: URLSearchParams, name: string): boolean {
	return query.get(name) === "true" || query.get(name) === "1";
}

function runOf({ pod, spec, status }: Container, previous: boolean): ContainerRun {
	const { name, uid, labels } = pod.metadata;
	const { running, waiting, terminated } = status?.state ?? {};
	const before = status?.lastState?.terminated;
	if (previous && before === undefined) {
		throw badRequest(`previous terminated container "${spec.name}" in pod "${name}" not found`);
	}
	// Of a container that waits to be started again, a kubelet shows the last run.
	const ended = previous || running === undefined ? (previous ? before : (terminated ?? before)) : undefined;
	const startedAt = ended?.startedAt ?? running?.startedAt;
	if (startedAt === undefined) {
		const why = waiting?.reason ?? "ContainerCreating";
		throw badRequest(`container "${spec.name}" in pod "${name}" is waiting to start: ${why}`);
	}
	return {
		seed: `${uid}/${spec.name}/${startedAt}`,
		app: labels?.["app"] ?? spec.name,
		container: spec.name,
		startedAtMs: Date.parse(startedAt),
		...(ended === undefined ? {} : { ended: { atMs: Date.parse(ended.finishedAt), exitCode: ended.exitCode } }),
	};
}

/** What is there by now and asked for, oldest first. */
function select(run: ContainerRun, query: URLSearchParams, nowMs: number): readonly LogLine[] {
	const end = firstLineAfter(run, run.ended?.atMs ?? nowMs + 1);
	const words = lastWords(run);
	const sinceMs = sinceOf(query, nowMs);
	const first = Math.max(0, end - LINES_KEPT, sinceMs === undefined ? 0 : firstLineAfter(run, sinceMs));
	const tail = query.get("tailLines");
	const kept = tail === null ? Number.POSITIVE_INFINITY : numberOf(tail);
	const from = Math.max(first, end - Math.max(0, kept - words.length));
	const lines = Array.from({ length: Math.max(0, end - from) }, (_, index) => lineAt(run, from + index));
	const all = [...lines, ...words.filter(({ atMs }) => sinceMs === undefined || atMs >= sinceMs)];
	return all.slice(Math.max(0, all.length - kept));
}

function sinceOf(query: URLSearchParams, nowMs: number): number | undefined {
	const seconds = query.get("sinceSeconds");
	const time = query.get("sinceTime");
	if (seconds !== null) return nowMs - numberOf(seconds) * 1000;
	return time === null ? undefined : Date.parse(time);
}

function numberOf(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	throw badRequest(`not a number: ${JSON.stringify(text)}`);
}

function printer(timestamps: boolean): (line: LogLine) => Buffer {
	return ({ atMs, text }) => {
		const stamp = timestamps ? `${new Date(atMs).toISOString().slice(0, 23)}000000Z ` : "";
		return Buffer.from(`${stamp}${text}\n`);
	};
}

interface Following {
	readonly clock: Clock;
	readonly run: ContainerRun;
	/** What is there already. */
	readonly lines: readonly LogLine[];
	/** Up to when. */
	readonly nowMs: number;
	readonly print: (line: LogLine) => Buffer;
	/** How the run ended; undefined while it goes on. */
	readonly endOf: () => ContainerRun["ended"];
}

function follow({ clock, run, lines, nowMs, print, endOf }: Following, sink: StreamSink): () => void {
	let timer: Timer | undefined;
	let next = firstLineAfter(run, nowMs + 1);
	const tick = (): void => {
		const ended = endOf();
		const untilMs = ended?.atMs ?? clock.now();
		const due: LogLine[] = [];
		for (; lineTimeMs(run, next) <= untilMs; next++) due.push(lineAt(run, next));
		if (ended !== undefined) due.push(...lastWords({ ...run, ended }));
		if (due.length > 0) sink.write(due.map(print));
		if (ended !== undefined) sink.end();
		else timer = clock.after(Math.max(1, lineTimeMs(run, next) - clock.now()), tick);
	};
	if (lines.length > 0) sink.write(lines.map(print));
	tick();
	return () => timer?.cancel();
}
