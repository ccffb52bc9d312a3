import { type Clock, sleep } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import { createBackoff } from "../cluster/backoff.ts";
import { setbackOf } from "../cluster/setback.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { type JournalEntry, journalLine } from "./journal-line.ts";
import { keepLine, microseconds } from "./kept-line.ts";
import type { LineMerge } from "./line-merge.ts";
import type { LogCluster } from "./log-cluster.ts";
import { type LentLine, lineHash, readLog } from "./log-reading.ts";
import { type FixedRange, fixRange } from "./log-request.ts";
import { type LogSources, ReadSource, type SourceOrigin } from "./log-sources.ts";
import type { LogRange, LogTarget } from "./log-view.ts";
import { Overlap } from "./overlap.ts";
import { SeenLines } from "./seen-lines.ts";

/** A kubelet does not follow: it is asked anew this often. */
const askEveryMs = 5_000;
const slowRetryMs = 60_000;

const isPassing: ReadonlySet<ReturnType<typeof setbackOf>> = new Set(["connection", "passing", "relist"]);

/** What is read, and where it goes. */
export interface NodeLogOptions {
	readonly cluster: Pick<LogCluster, "transport" | "reachability">;
	readonly clock: Clock;
	readonly random: () => number;
	readonly nowMs: () => number;
	readonly target: Extract<LogTarget, { of: "node" }>;
	readonly range: LogRange;
	readonly following: Readable<boolean>;
	readonly merge: LineMerge;
	readonly onChange: () => void;
}

/**
 * What a service of a node has written, as its kubelet gives it out. A kubelet gives what there is and does not follow, so
 * it is asked again for what was written since; lines that come twice are known by their text.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#log-query
 */
export class NodeLog implements LogSources {
	readonly #options: NodeLogOptions;
	readonly #source: ReadSource;
	readonly #origin: SourceOrigin;
	readonly #trouble = createStore<Failure | undefined>(undefined);
	readonly #ended = new AbortController();
	readonly #running: Promise<void>;
	readonly #seen = new SeenLines();
	/** When the last entry of a journal was written. */
	#lastUs = 0;
	/** Lines of a file, which is given whole each time; undefined for a journal. */
	#fileLines: number | undefined;

	constructor(options: NodeLogOptions) {
		const { target, merge, onChange } = options;
		this.#options = options;
		this.#origin = { namespace: "", pod: target.node, podUid: "", container: target.service };
		this.#source = new ReadSource(0, this.#origin, merge, onChange);
		this.#running = this.#run();
	}

	get current(): readonly ReadSource[] {
		return [this.#source];
	}

	get trouble(): Readable<Failure | undefined> {
		return this.#trouble;
	}

	get unread(): number {
		return 0;
	}

	origin(): SourceOrigin {
		return this.#origin;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { clock, random, nowMs, following, range } = this.#options;
		const backoff = createBackoff(clock, random);
		const { signal } = this.#ended;
		const { sink } = this.#source;
		const fixed = fixRange(range, nowMs());
		while (!signal.aborted) {
			sink.opening();
			const problem = following.get() ? await this.#read(fixed) : undefined;
			sink.settled();
			if (signal.aborted) return;
			if (problem === undefined) {
				sink.state(following.get() ? { state: "following" } : { state: "paused" });
				await sleep(clock, this.#fileLines === undefined ? askEveryMs : slowRetryMs, signal);
			} else if (isPassing.has(setbackOf(problem))) {
				sink.state({ state: "reconnecting", failure: problem, sinceMs: nowMs() });
				await sleep(clock, Math.max(askEveryMs, backoff.next(problem.retryAfterMs)), signal);
			} else {
				sink.state({ state: "failed", failure: problem });
				await sleep(clock, slowRetryMs, signal);
			}
		}
	}

	/** Ask once. What it returns is why there is nothing. */
	async #read(range: FixedRange): Promise<Failure | undefined> {
		const { cluster, target } = this.#options;
		const since =
			this.#seen.sinceSeconds ?? (Number.isFinite(range.fromUs) ? Math.floor(range.fromUs / 1e6) : undefined);
		const overlap = new Overlap(this.#seen, since);
		// Of a file, which is given whole, the last lines are wanted at first.
		const tail = this.#fileLines === undefined || this.#fileLines === 0 ? range.tailLines : undefined;
		const decoder = new TextDecoder();
		const last: LentLine[] = [];
		let fileLines = 0;
		let problem: Failure | undefined;
		let mustAskAgain = false;
		let isNew = false;
		const line = (lent: Readonly<LentLine>): boolean => {
			const text = decoder.decode(lent.bytes.subarray(lent.from, lent.to));
			const entry = this.#fileLines === undefined ? journalLine(text, this.#options.nowMs()) : undefined;
			if (entry !== undefined) {
				isNew = this.#takeEntry(lent, entry, overlap, range);
				return true;
			}
			if (this.#seen.size > 0) {
				// The rest of an entry of several lines; what begins so is journalctl's own.
				if (isNew && !text.startsWith("-- ")) this.#hand(lent, 0, this.#lastUs);
				return true;
			}
			if (this.#fileLines === undefined) {
				if (text === "" || text.startsWith("-- ")) return true;
				problem = refusal(text, target.service);
				mustAskAgain = text.startsWith("options present and query resolved to log files");
				if (problem !== undefined || mustAskAgain) return false;
			}
			this.#fileLines ??= 0;
			if (++fileLines <= this.#fileLines) return true;
			if (tail === undefined) this.#hand(lent, 0, this.#options.nowMs() * 1e3);
			else if (last.push(keepLine(lent)) > tail) last.shift();
			return true;
		};
		const isFile = this.#fileLines !== undefined;
		const query = {
			query: target.service,
			sinceTime: since === undefined || isFile ? undefined : new Date(since * 1e3).toISOString(),
			tailLines: this.#seen.size === 0 && !isFile ? range.tailLines : undefined,
		};
		const path = `/api/v1/nodes/${encodeURIComponent(target.node)}/proxy/logs/`;
		const taken = (): Promise<void> | undefined => this.#source.sink.room();
		const end = await readLog(cluster.transport, { path, query }, { line, taken }, this.#ended.signal);
		if (end.how === "failed") return explained(end.failure);
		if (mustAskAgain) {
			this.#fileLines = 0;
			return this.#read(range);
		}
		for (const one of last) this.#hand(one, 0, this.#options.nowMs() * 1e3);
		if (this.#fileLines !== undefined) this.#fileLines = fileLines;
		return problem;
	}

	/** An entry of a journal. True when it is handed on. */
	#takeEntry(lent: Readonly<LentLine>, { stamp, from }: JournalEntry, overlap: Overlap, range: FixedRange): boolean {
		const length = lent.to - lent.from;
		const hash = lineHash(lent);
		const atUs = microseconds(stamp);
		const recognition = overlap.take(stamp, length, hash);
		if (recognition === "seen") return false;
		if (recognition === "strange") this.#source.sink.mark("gap", atUs, safeText(messages.logs.gapHere));
		this.#seen.add(stamp, length, hash);
		this.#lastUs = atUs;
		if (atUs < range.fromUs || atUs > range.toUs) return false;
		this.#hand(lent, from, atUs);
		return true;
	}

	#hand({ bytes, from, to, cutBytes }: Readonly<LentLine>, skip: number, atUs: number): void {
		this.#source.sink.line(atUs, bytes, from + skip, to, cutBytes);
	}
}

/** What a kubelet says in the place of a log. */
function refusal(text: string, service: string): Failure | undefined {
	// Without the feature the same path lists the files of a folder.
	if (/^<(!doctype|html|pre|a )/i.test(text)) return failure("absent", messages.logs.nodeLogsOff);
	if (text.startsWith("log not found for ")) return failure("absent", messages.logs.noNodeLog(service));
	if (text.startsWith("error")) return failure("absent", text);
	return undefined;
}

/** In words of ours where the server's are none. */
function explained(problem: Failure): Failure {
	const { status } = problem;
	const isOff = status === 405 || (status === 404 && problem.reason !== "NotFound");
	return isOff ? failure("absent", messages.logs.nodeLogsOff, { status }) : problem;
}
