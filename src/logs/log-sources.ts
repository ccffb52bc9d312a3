import type { Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import { safeText } from "../text/safe-text.ts";
import type { LineMerge } from "./line-merge.ts";
import type { LogSink } from "./log-sink.ts";
import type { LogSource, LogSourceState } from "./log-view.ts";

/** Whose lines they are. */
export interface SourceOrigin {
	readonly namespace: string;
	readonly pod: string;
	readonly podUid: string;
	readonly container: string;
}

/** `payments/api-0/app`, or the name of a file. */
export function sourceName({ namespace, pod, container }: Omit<SourceOrigin, "podUid">): string {
	return [namespace, pod, container].filter((part) => part !== "").join("/");
}

const opening: LogSourceState = { state: "opening" };

/** What is known of one log while it is read. */
export class ReadSource {
	readonly index: number;
	readonly origin: SourceOrigin;
	readonly sink: LogSink & Disposable;
	#state: LogSourceState = opening;
	#hasGap = false;
	#lines = 0;
	#bytes = 0;

	constructor(index: number, origin: SourceOrigin, merge: LineMerge, onChange: () => void) {
		this.index = index;
		this.origin = origin;
		const lane = merge.lane(index, (state) => {
			this.#state = state;
			onChange();
		});
		this.sink = {
			...lane,
			line: (atUs, bytes, from, to, cutBytes) => {
				this.#lines++;
				this.#bytes += to - from + cutBytes;
				lane.line(atUs, bytes, from, to, cutBytes);
			},
			mark: (kind, atUs, text) => {
				this.#hasGap ||= kind === "gap";
				lane.mark(kind, atUs, text);
			},
			[Symbol.dispose]: () => lane[Symbol.dispose](),
		};
	}

	get state(): LogSourceState {
		return this.#state;
	}

	get lines(): number {
		return this.#lines;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** For the screen, as it is now. */
	snapshot(): LogSource {
		const { namespace, pod, podUid, container } = this.origin;
		return {
			index: this.index,
			namespace: safeText(namespace),
			pod: safeText(pod),
			podUid,
			container: safeText(container),
			state: this.#state,
			hasGap: this.#hasGap,
			lines: this.#lines,
			bytes: this.#bytes,
		};
	}
}

/** A source that is not shown any more, for a line of it. */
export function departed(index: number, { namespace, pod, podUid, container }: SourceOrigin): LogSource {
	return {
		index,
		namespace: safeText(namespace),
		pod: safeText(pod),
		podUid,
		container: safeText(container),
		state: { state: "ended", how: safeText("") },
		hasGap: false,
		lines: 0,
		bytes: 0,
	};
}

/** All logs that are read for one target. */
export interface LogSources extends AsyncDisposable {
	/** Those that are shown, in the order of joining. */
	readonly current: readonly ReadSource[];
	/** Whose line a source's is, however long ago it was read. */
	origin(source: number): SourceOrigin;
	readonly trouble: Readable<Failure | undefined>;
	/** Containers that are not read because too many are. */
	readonly unread: number;
}
