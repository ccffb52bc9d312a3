import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Clock, sleep } from "../../base/clock.ts";
import type { Readable as Value } from "../../base/store.ts";
import { failure } from "../../kube/failure.ts";
import { messages } from "../../text/messages/messages.ts";
import { safeText } from "../../text/safe-text.ts";
import { microseconds } from "../kept-line.ts";
import { type FileLine, LogFileLines } from "../log-file-lines.ts";
import type { FixedRange } from "../log-request.ts";
import type { LogSink } from "../log-sink.ts";
import type { LogSourceState } from "../log-view.ts";
import { lineTime } from "./line-time.ts";
import { listFiles } from "./list-files.ts";
import { type FilePlace, type LogPlace, pathOf } from "./log-series.ts";
import { identityOf, OpenFile, unpacked } from "./open-file.ts";
import { RangeTaker } from "./range-taker.ts";
import { whyNotRead } from "./why-not-read.ts";

/** A file is asked this often whether it has grown. */
const lookEveryMs = 500;
/** A line that has begun is taken for whole when so many looks have found no more of it. */
const quietLooks = 2;

const said = messages.logFiles;

/** What reading one log out of files needs. */
export interface FileLogOptions {
	readonly clock: Clock;
	readonly nowMs: () => number;
	readonly place: LogPlace;
	readonly range: FixedRange;
	/** While it says false nothing is read. */
	readonly following: Value<boolean>;
	readonly sink: LogSink;
}

/**
 * One log out of files: what was rotated first, then what is written, as it grows; where another file takes its place
 * it is read to its end and that one goes on. Every line once and in its order, or a mark where some may be missing.
 */
export class FileLog implements AsyncDisposable {
	readonly #options: FileLogOptions;
	readonly #lines: LogFileLines;
	readonly #taker: RangeTaker;
	readonly #ended = new AbortController();
	readonly #running: Promise<void>;
	/** When the last line was written, as far as one has told: one that does not was written then, too. */
	#lastUs = Number.NaN;
	/** So many times in a row there was nothing new. */
	#quietLooks = 0;

	constructor(options: FileLogOptions) {
		this.#options = options;
		this.#taker = new RangeTaker(options.range, options.sink);
		this.#lines = new LogFileLines((line) => this.#take(line));
		this.#running = this.#run();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { place, sink } = this.#options;
		sink.opening();
		try {
			if (place.kind === "pipe") await this.#readPipe(place.stream);
			else await this.#readFiles(place);
		} catch (thrown) {
			this.#settle();
			this.#state({ state: "failed", failure: failure("absent", whyNotRead(thrown, pathOf(place))) });
		}
	}

	async #readPipe(stream: Readable): Promise<void> {
		const cut = (): void => void stream.destroy();
		this.#ended.signal.addEventListener("abort", cut, { once: true });
		this.#state({ state: "following" });
		try {
			await this.#readAll(stream);
		} catch (thrown) {
			if (!this.#ended.signal.aborted) throw thrown;
		}
		this.#conclude();
	}

	async #readFiles(place: FilePlace): Promise<void> {
		const paths = await listFiles(place);
		const live = paths.at(-1);
		if (live === undefined) return this.#conclude();
		// First of all, before it can be called otherwise.
		let current = isPacked(live) ? undefined : await OpenFile.open(live);
		try {
			for (const path of current === undefined ? paths : paths.slice(0, -1)) await this.#readOnce(path);
			if (current === undefined) return this.#conclude();
			await this.#readOn(current);
			this.#settle();
			while (!this.#isOver) {
				current = await this.#follow(place, current);
				await sleep(this.#options.clock, lookEveryMs, this.#ended.signal);
			}
			if (!this.#ended.signal.aborted) this.#conclude();
		} finally {
			await current?.[Symbol.asyncDispose]();
		}
	}

	/** Read what has been written since. Gives the file that is written now. */
	async #follow(place: FilePlace, current: OpenFile): Promise<OpenFile> {
		if (!this.#options.following.get()) {
			this.#state({ state: "paused" });
			return current;
		}
		if (await current.wasEmptied()) this.#gap(said.emptied);
		await this.#readOn(current);
		const live = await liveFile(place);
		this.#state(live === undefined ? { state: "waiting", why: safeText(said.gone) } : { state: "following" });
		// Until something stands in the new one, the old one may still be written.
		if (live === undefined || live.identity === current.identity || live.size === 0) return current;
		await this.#readOn(current);
		const missed = await rotatedSince(place, current.identity);
		const next = await OpenFile.open(live.path).catch(unlessAbsent);
		if (next === undefined) return current;
		await current[Symbol.asyncDispose]();
		this.#endFile();
		for (const path of missed) await this.#readOnce(path);
		return next;
	}

	/** A file that is not written any more; meanwhile it may have been compressed. */
	async #readOnce(path: string): Promise<void> {
		try {
			if (isPacked(path)) await this.#readAll(unpacked(path));
			else await this.#readWhole(path);
		} catch (thrown) {
			if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
			if (isPacked(path)) this.#gap(said.rotatedAway(path));
			else await this.#readOnce(`${path}.gz`);
		}
		this.#endFile();
	}

	async #readAll(chunks: AsyncIterable<Uint8Array>): Promise<void> {
		for await (const chunk of chunks) {
			await this.#push(chunk);
			if (this.#isOver) return;
		}
	}

	async #readWhole(path: string): Promise<void> {
		const file = await OpenFile.open(path);
		try {
			await this.#readOn(file);
		} finally {
			await file[Symbol.asyncDispose]();
		}
	}

	async #readOn(file: OpenFile): Promise<void> {
		this.#quietLooks++;
		while (!this.#isOver) {
			const chunk = await file.next();
			if (chunk === undefined) break;
			this.#quietLooks = 0;
			await this.#push(chunk);
		}
		// A last line without its end is one, too, when nothing else comes.
		if (this.#quietLooks === quietLooks) this.#lines.endFile();
	}

	#endFile(): void {
		this.#lines.endFile();
		this.#quietLooks = 0;
	}

	async #push(chunk: Uint8Array): Promise<void> {
		if (this.#isOver) return;
		this.#lines.push(chunk);
		await this.#options.sink.room();
	}

	#take({ stamp, text, cutBytes }: FileLine): void {
		const atUs = stamp === undefined ? lineTime(text, this.#options.nowMs()) : microseconds(stamp);
		this.#lastUs = atUs ?? this.#lastUs;
		this.#taker.line(this.#lastUs, text, cutBytes);
	}

	#gap(text: string): void {
		this.#options.sink.mark("gap", this.#lastUs, safeText(text));
	}

	get #isOver(): boolean {
		return this.#ended.signal.aborted || this.#taker.isFull;
	}

	/** All that there was has been handed on. */
	#settle(): void {
		this.#taker.settle();
		this.#options.sink.settled();
	}

	#conclude(): void {
		this.#lines.end();
		this.#settle();
		this.#state({ state: "ended", how: safeText("") });
	}

	#state(state: LogSourceState): void {
		if (!this.#ended.signal.aborted) this.#options.sink.state(state);
	}
}

/** The file that is written now, as far as there is one. */
async function liveFile(
	place: FilePlace,
): Promise<{ readonly path: string; readonly identity: string; readonly size: number } | undefined> {
	const path = (await listFiles(place).catch(unlessAbsent))?.at(-1);
	if (path === undefined || isPacked(path)) return undefined;
	const found = await stat(path).catch(unlessAbsent);
	return found && { path, identity: identityOf(found), size: found.size };
}

/** Files between one and the one that is written now: whoever did not look for long has missed them. */
async function rotatedSince(place: FilePlace, identity: string): Promise<readonly string[]> {
	const paths = await listFiles(place);
	const found = await Promise.all(paths.map((path) => stat(path).catch(unlessAbsent)));
	const at = found.findIndex((one) => one !== undefined && identityOf(one) === identity);
	return at < 0 ? [] : paths.slice(at + 1, -1);
}

/** What is not there is no mishap: files come and go. */
function unlessAbsent(thrown: unknown): undefined {
	if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
}

function isPacked(path: string): boolean {
	return path.endsWith(".gz");
}
