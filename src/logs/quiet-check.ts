import type { Clock, Timer } from "../base/clock.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { isLater } from "./kept-line.ts";
import { readLog } from "./log-reading.ts";
import { type ContainerPlace, containerLogRequest } from "./log-request.ts";
import type { LogStamp } from "./log-stamp.ts";

/** A stream that gives nothing for this long is checked; then after twice as long, and so on. */
const quietMs = 20_000;
const longestQuietMs = 300_000;
/** What the check found may be on its way on the stream too. */
const graceMs = 2_000;

/** What a watched stream is. */
export interface QuietOptions {
	readonly transport: Pick<Transport, "request">;
	readonly clock: Clock;
	readonly place: ContainerPlace;
	readonly reader: {
		/** Grows with what the stream gives. */
		readonly extent: number;
		/** When the last line was written that it gave. */
		readonly last: Readonly<LogStamp> | undefined;
	};
	/** The container has written what the stream does not give. */
	readonly onStuck: () => void;
	readonly signal: AbortSignal;
}

/**
 * Watch over a stream that may be silent for hours because its container is, or because nothing comes through any more:
 * while it is quiet the last line of the log is asked for now and then. A kubelet whose reader held on to a log
 * that was rotated says nothing either, until the container ends.
 */
export function watchQuiet(options: QuietOptions): Disposable {
	const { clock, reader, signal } = options;
	const ended = new AbortController();
	let timer: Timer | undefined;
	const wait = (delayMs: number, before: number): void => {
		timer = clock.after(delayMs, () => {
			if (reader.extent !== before) wait(quietMs, reader.extent);
			else void check(delayMs);
		});
	};
	const check = async (delayMs: number): Promise<void> => {
		const before = reader.extent;
		const isBehind = await hasMore(options, AbortSignal.any([signal, ended.signal]));
		if (ended.signal.aborted || signal.aborted) return;
		if (!isBehind) wait(Math.min(2 * delayMs, longestQuietMs), before);
		else
			timer = clock.after(graceMs, () => {
				if (reader.extent === before) options.onStuck();
				else wait(quietMs, reader.extent);
			});
	};
	wait(quietMs, reader.extent);
	return {
		[Symbol.dispose]: () => {
			ended.abort();
			timer?.cancel();
		},
	};
}

/** Whether the log has a line after the last that the stream gave. What cannot be asked now is not known. */
async function hasMore({ transport, place, reader }: QuietOptions, signal: AbortSignal): Promise<boolean> {
	let isBehind = false;
	const line = ({ stamp }: { readonly stamp: Readonly<LogStamp> | undefined }): boolean => {
		const before = reader.last;
		isBehind ||= stamp !== undefined && (before === undefined || isLater(stamp, before));
		return true;
	};
	await readLog(transport, containerLogRequest(place, { tailLines: 1 }, false), { line }, signal);
	return isBehind;
}
