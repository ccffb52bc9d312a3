import { type Failure, failure } from "../kube/failure.ts";
import { BodyError, type Transport } from "../kube/transport/transport.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { isOurPod } from "./is-our-pod.ts";
import { isLater, keepLine, microseconds } from "./kept-line.ts";
import { type LentLine, lineHash, type ReadingEnd, readLog } from "./log-reading.ts";
import { type ContainerPlace, containerLogRequest, type FixedRange, type LogFrom } from "./log-request.ts";
import type { LogSink } from "./log-sink.ts";
import type { LogStamp } from "./log-stamp.ts";
import { Overlap } from "./overlap.ts";
import { SeenLines } from "./seen-lines.ts";
import { UntimedLines } from "./untimed-lines.ts";

/** What a reader is made of. */
export interface RunReaderOptions {
	readonly transport: Pick<Transport, "request">;
	readonly place: ContainerPlace;
	readonly podUid: string;
	readonly range: FixedRange;
	readonly sink: LogSink;
	/** The server's time. */
	readonly nowMs: () => number;
	/** How the run before the present one ended, in words; empty where nobody knows. */
	readonly howEnded: () => string;
}

/** What a former run's log answers when there is none. */
const none: ReadonlySet<Failure["kind"]> = new Set(["invalid", "absent", "server", "gone"]);

/** A log whose lines are a little out of order is read on for so long after the end of a range. */
const beyondUs = 1e6;

/**
 * Reads one container's log request by request. Each goes on where the last one ended; what is new goes to the sink,
 * once and in order, with a mark where the log of another run begins or where something may be missing.
 */
export class RunReader {
	readonly #options: RunReaderOptions;
	/** Of the present run. */
	readonly #seen = new SeenLines();
	#overlap = new Overlap(this.#seen, undefined);
	/** When the last line was written, of whichever run. */
	readonly #last: LogStamp = { seconds: Number.NEGATIVE_INFINITY, nanos: 0 };
	/** Lines that go on from nothing we know, until it is found out where they belong. */
	#held: LentLine[] | undefined;
	/** The end of the log as far as it was given: a line that may go on. */
	#begun: LentLine | undefined;
	readonly #untimed: UntimedLines;
	#lines = 0;
	#bytes = 0;
	#isEnough = false;
	/** The log was once read when it had no line. */
	#wasEmpty = false;
	/** Of the present run nothing was read when its log was last asked for: what comes may be of the run after it. */
	#isUnsure = false;
	#hasAsked = false;
	readonly #openedAtSeconds: number;

	constructor(options: RunReaderOptions) {
		this.#options = options;
		this.#openedAtSeconds = Math.floor(options.nowMs() / 1e3) - 1;
		this.#untimed = new UntimedLines((line) => this.#hand(line, 0));
	}

	/** Grows with whatever is read that was not known. */
	get extent(): number {
		return this.#bytes + this.#lines + (this.#begun?.to ?? 0);
	}

	/** When the last line was written; undefined before there is one. */
	get last(): Readonly<LogStamp> | undefined {
		return Number.isFinite(this.#last.seconds) ? this.#last : undefined;
	}

	/** Ask once, and take what comes until it ends; with `follow`, until the container does. */
	async read(follow: boolean, onOpened: () => void, signal: AbortSignal): Promise<ReadingEnd> {
		const { transport, place, sink } = this.#options;
		if (this.#seen.size === 0 && this.#untimed.areAll) this.#lose(this.#gap());
		this.#isUnsure = this.#hasAsked && this.#seen.size === 0;
		this.#hasAsked = true;
		const from = this.#from();
		this.#overlap = new Overlap(this.#seen, from.sinceSeconds);
		this.#held = undefined;
		this.#untimed.begin(from.sinceSeconds !== undefined || from.tailLines !== undefined);
		const end = await readLog(
			transport,
			containerLogRequest(place, from, follow),
			{
				opened: onOpened,
				line: (line) => this.#take(line),
				taken: () => (this.#held === undefined ? sink.room() : this.#placeHeld(signal)),
			},
			signal,
		);
		if (end.how === "ended") {
			this.#untimed.end();
			const { refusal } = this.#untimed;
			if (refusal !== undefined) return { how: "failed", failure: failure("absent", refusal) };
			this.#wasEmpty ||= this.#lines === 0;
		}
		return end;
	}

	/** Nothing more is to come of this run: what it has begun is a line too. */
	finish(): void {
		const begun = this.#begun;
		this.#begun = undefined;
		if (begun !== undefined) this.#hand(begun, lineHash(begun));
	}

	/** The log was open for a while, and nothing has come. */
	beEmpty(): void {
		this.#wasEmpty ||= this.#lines === 0;
	}

	/**
	 * The container is said to have been started anew: read what its former run has still written, if that is the one
	 * that was read. The present run is then read from its beginning.
	 *
	 * @param runs - how many times it was
	 */
	async changeRun(runs: number, signal: AbortSignal): Promise<void> {
		if (runs > 1 && this.#seen.size === 0) this.#lose(this.#gap());
		if ((await this.#readFormer(signal)) || this.#seen.size === 0) this.#startRun();
	}

	#from(): LogFrom {
		const { sinceSeconds } = this.#seen;
		if (sinceSeconds !== undefined) return { sinceSeconds };
		if (this.#untimed.areAll) return { sinceSeconds: this.#last.seconds };
		// A run that began while we read, or a log that was empty then, is read whole.
		if (this.last !== undefined || this.#wasEmpty) return {};
		const { tailLines, fromUs } = this.#options.range;
		return { tailLines, sinceSeconds: Number.isFinite(fromUs) ? fromUs / 1e6 : undefined };
	}

	#take(line: Readonly<LentLine>): boolean {
		if (this.#isEnough) return false;
		if (this.#held !== undefined) {
			this.#held.push(keepLine(line));
			return true;
		}
		if (line.stamp === undefined) {
			this.#untimed.take(line);
			return !this.#isEnough;
		}
		this.#untimed.timedFollows();
		const hash = lineHash(line);
		const recognition = this.#overlap.take(line.stamp, line.to - line.from + line.cutBytes, hash);
		if (recognition === "strange" || this.#isUnsure) {
			this.#held = [keepLine(line)];
			return true;
		}
		// If it had gone no further, it comes again.
		this.#begun = undefined;
		if (recognition === "seen") return true;
		if (line.isBegun) this.#begun = keepLine(line);
		else this.#hand(line, hash);
		return !this.#isEnough;
	}

	/** Hand a line on, if it is in the range. */
	#hand(line: Readonly<LentLine>, hash: number): void {
		const { range, sink, nowMs } = this.#options;
		const { stamp, bytes, from, to, cutBytes } = line;
		if (stamp !== undefined) {
			this.#seen.add(stamp, to - from + cutBytes, hash);
			this.#last.seconds = stamp.seconds;
			this.#last.nanos = stamp.nanos;
		} else if (this.last === undefined) this.#last.seconds = Math.floor(nowMs() / 1e3);
		const atUs = microseconds(stamp ?? this.#last);
		this.#isEnough ||= atUs > range.toUs + beyondUs;
		if (atUs < range.fromUs || atUs > range.toUs || this.#isEnough) return;
		this.#lines++;
		this.#bytes += to - from + cutBytes;
		sink.line(atUs, bytes, from, to, cutBytes);
		this.#isEnough = this.#lines >= range.mostLines;
	}

	/** What comes goes on from nothing that was read: either the container was started anew, or its log was rotated. */
	async #placeHeld(signal: AbortSignal): Promise<void> {
		const { transport, place, podUid } = this.#options;
		if (!(await isOurPod(transport, { ...place, podUid }, signal))) {
			throw new BodyError(failure("absent", messages.logs.replaced(place.pod)));
		}
		if (await this.#readFormer(signal)) this.#startRun();
		else if (this.#seen.size > 0) this.#lose(this.#gap());
		this.#isUnsure = false;
		this.#overlap = new Overlap(this.#seen, undefined);
		const held = this.#held ?? [];
		this.#held = undefined;
		for (const line of held) this.#take(line);
	}

	/**
	 * Read what the former run has written after the last line that we have. False when it is not the run that was read,
	 * nor one after that.
	 */
	async #readFormer(signal: AbortSignal): Promise<boolean> {
		const { transport, place, sink } = this.#options;
		if (place.previous) return false;
		const boundary = this.last === undefined ? { seconds: this.#openedAtSeconds, nanos: 0 } : { ...this.#last };
		const sinceSeconds = this.#seen.sinceSeconds ?? boundary.seconds;
		const overlap = new Overlap(this.#seen, sinceSeconds);
		const hasSeen = this.#seen.size > 0;
		let isOurs = false;
		const request = containerLogRequest({ ...place, previous: true }, { sinceSeconds }, false);
		const line = (line: Readonly<LentLine>): boolean => {
			if (line.stamp === undefined) return true;
			const hash = lineHash(line);
			if (overlap.take(line.stamp, line.to - line.from + line.cutBytes, hash) === "seen") return true;
			if (!overlap.isFound && !isLater(line.stamp, boundary)) return true;
			if (!isOurs && !overlap.isFound && hasSeen) this.#lose(this.#gap());
			if (overlap.isFound) this.#begun = undefined;
			isOurs = true;
			this.#hand(line, hash);
			return !this.#isEnough;
		};
		const end = await readLog(transport, request, { line, taken: () => sink.room() }, signal);
		if (end.how === "failed" && !none.has(end.failure.kind)) throw new BodyError(end.failure);
		return isOurs || overlap.isFound;
	}

	/** From here on lines are of another run. */
	#startRun(): void {
		this.finish();
		const { sink, place, howEnded } = this.#options;
		const text = safeText(messages.logs.restarted(place.container, howEnded()));
		sink.mark("restarted", this.atUs, text);
		this.#seen.clear();
		this.#hasAsked = false;
	}

	/** From here on lines are not known to follow those before. */
	#lose(text: string): void {
		this.finish();
		this.#options.sink.mark("gap", this.atUs, safeText(text));
		this.#seen.clear();
	}

	#gap(): string {
		return messages.logs.gap(new Date(this.atUs / 1e3).toISOString());
	}

	/** When the last line was written, or now: microseconds since the epoch. */
	get atUs(): number {
		return this.last === undefined ? this.#options.nowMs() * 1e3 : microseconds(this.last);
	}
}
