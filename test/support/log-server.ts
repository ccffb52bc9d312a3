import type { Clock } from "../../src/base/clock.ts";
import { fail, ok, type Result } from "../../src/base/result.ts";
import { createStore, type Store } from "../../src/base/store.ts";
import { type Failure, failure } from "../../src/kube/failure.ts";
import { BodyError, type KubeRequest, type KubeResponse } from "../../src/kube/transport/transport.ts";
import type { PodContainer } from "../../src/resources/pod-containers.ts";
import { containerRow } from "./pod-rows.ts";

interface WrittenLine {
	readonly seconds: number;
	readonly nanos: number;
	readonly text: string;
}

/** One run of the container. Lines before `rotatedAt` are in a file that is not read any more. */
interface Run {
	readonly lines: WrittenLine[];
	rotatedAt: number;
	isOver: boolean;
}

interface Reader {
	readonly run: Run;
	next: number;
	/** It gives nothing more, and does not end. */
	isStuck: boolean;
	/** How it is to end; undefined = when its run does. */
	ending: Failure | "clean" | undefined;
	/** Bytes that are not sent yet. */
	pending: string;
	wake(): void;
}

const encoder = new TextEncoder();

/** A kubelet with one container, as far as its logs go; time passes by the test's clock, lines are written by its word. */
export class LogServer {
	readonly status: Store<PodContainer | undefined>;
	/** The queries of all requests for the log, in their order. */
	readonly asked: NonNullable<KubeRequest["query"]>[] = [];
	/** What the next requests are answered with. */
	readonly failures: Failure[] = [];
	/** Where answers are cut into chunks. */
	chunkBytes: () => number = () => 4_096;
	/** UID that the pod's name leads to. */
	podUid = "uid-1";
	readonly #clock: Clock;
	readonly #runs: Run[] = [];
	readonly #readers = new Set<Reader>();
	#restarts = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.status = createStore<PodContainer | undefined>(
			containerRow({ state: "waiting", reason: "ContainerCreating" }),
		);
	}

	/** All that the container has ever written, oldest first. */
	get written(): readonly string[] {
		return this.#runs.flatMap(({ lines }) => lines.map(({ text }) => text));
	}

	/** Whether the present run has written a line. */
	has(text: string | undefined): boolean {
		return this.#runs.at(-1)?.lines.some((line) => line.text === text) === true;
	}

	get reading(): number {
		return this.#readers.size;
	}

	/** The container starts, or starts anew. `tell`: and the pod's row says so. */
	start(tell = true): void {
		this.#restarts += this.#runs.length === 0 ? 0 : 1;
		this.#runs.push({ lines: [], rotatedAt: 0, isOver: false });
		if (tell) this.tell();
	}

	/** The container ends. */
	stop(tell = true): void {
		const run = this.#runs.at(-1);
		if (run !== undefined) run.isOver = true;
		this.#wake();
		if (tell) this.tell();
	}

	/** The pod's row says what is so. */
	tell(): void {
		const isOver = this.#runs.at(-1)?.isOver === true;
		const end = { reason: "Error", exitCode: 3, signal: 0, finishedAtMs: 0 };
		this.status.set(
			containerRow({
				state: isOver ? "terminated" : "running",
				reason: isOver ? "Error" : "",
				exitCode: isOver ? 3 : undefined,
				restarts: this.#restarts,
				startedAtMs: this.#restarts,
				last: this.#restarts > 0 ? end : undefined,
			}),
		);
	}

	/** The pod is deleted. */
	remove(): void {
		this.stop(false);
		this.status.set(undefined);
	}

	/** The container writes lines, at the clock's time unless another is given (`nanos` within the second of it). */
	write(texts: readonly string[], nanos?: number): void {
		const run = this.#runs.at(-1);
		if (run === undefined || run.isOver) throw new Error("the container does not run");
		const nowMs = this.#clock.now();
		for (const text of texts) {
			const millisNanos = (nowMs % 1e3) * 1e6;
			run.lines.push({ seconds: Math.floor(nowMs / 1e3), nanos: nanos ?? millisNanos, text });
		}
		this.#wake();
	}

	/** The log is rotated: who reads it reads on, who comes later finds what is written from now on. */
	rotate(): void {
		const run = this.#runs.at(-1);
		if (run !== undefined) run.rotatedAt = run.lines.length;
	}

	/** All that read now are cut off. */
	cut(ending: Failure | "clean" = failure("unreachable", "connection reset")): void {
		for (const reader of this.#readers) {
			reader.ending = ending;
			reader.wake();
		}
	}

	/** All that read now hear nothing more. */
	stick(): void {
		for (const reader of this.#readers) reader.isStuck = true;
	}

	async request(request: KubeRequest): Promise<Result<KubeResponse, Failure>> {
		const { signal, query = {} } = request;
		if (signal?.aborted) return fail(failure("cancelled", "cancelled"));
		if (!request.path.endsWith("/log")) {
			const body = JSON.stringify({ metadata: { uid: this.podUid } });
			return ok({ status: 200, headers: {}, body: one(encoder.encode(body)) });
		}
		this.asked.push(query);
		const planned = this.failures.shift();
		if (planned !== undefined) return fail(planned);
		const run = this.#runs.at(query["previous"] === true ? -2 : -1);
		if (run === undefined) {
			const why = query["previous"] === true ? "previous terminated container not found" : "waiting to start: Creating";
			return fail(failure("invalid", why, { status: 400 }));
		}
		return ok({ status: 200, headers: {}, body: this.#read(run, query, signal) });
	}

	async *#read(run: Run, query: NonNullable<KubeRequest["query"]>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
		const since = query["sinceTime"] === undefined ? -Infinity : Date.parse(String(query["sinceTime"])) / 1e3;
		const tail = query["tailLines"] === undefined ? Infinity : Number(query["tailLines"]);
		const reader: Reader = {
			run,
			next: Math.max(run.rotatedAt, run.lines.length - tail),
			isStuck: false,
			ending: undefined,
			pending: "",
			wake: () => undefined,
		};
		this.#readers.add(reader);
		try {
			for (;;) {
				if (signal?.aborted) throw new BodyError(failure("cancelled", "cancelled"));
				if (reader.ending === "clean") return;
				if (reader.ending !== undefined) throw new BodyError(reader.ending);
				for (; !reader.isStuck && reader.next < run.lines.length; reader.next++) {
					const line = run.lines[reader.next] as WrittenLine;
					if (line.seconds >= since) reader.pending += printed(line);
				}
				if (reader.pending !== "") {
					const size = this.chunkBytes();
					const chunk = reader.pending.slice(0, size);
					reader.pending = reader.pending.slice(size);
					yield encoder.encode(chunk);
				} else if (!reader.isStuck && (query["follow"] !== true || run.isOver)) return;
				else await this.#change(reader, signal);
			}
		} finally {
			this.#readers.delete(reader);
		}
	}

	#change(reader: Reader, signal: AbortSignal | undefined): Promise<void> {
		return new Promise((resolve) => {
			reader.wake = resolve;
			signal?.addEventListener("abort", () => resolve(), { once: true });
		});
	}

	#wake(): void {
		for (const reader of this.#readers) reader.wake();
	}
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

function printed({ seconds, nanos, text }: WrittenLine): string {
	const time = new Date(seconds * 1e3).toISOString().slice(0, 19);
	return `${time}.${String(nanos).padStart(9, "0")}Z ${text}\n`;
}
