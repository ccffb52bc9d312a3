import type { SafeText } from "../text/safe-text.ts";
import type { LogMark, LogSourceState } from "./log-view.ts";

/** Where what is read of one log goes. */
export interface LogSink {
	/** A line, written so many microseconds after the epoch; NaN where nothing tells. The bytes are only lent. */
	line(atUs: number, bytes: Uint8Array, from: number, to: number, cutBytes: number): void;
	/** A sentence of ours at this place among the lines. */
	mark(kind: LogMark, atUs: number, text: SafeText): void;
	/** What comes next may be older than what other logs have given. */
	opening(): void;
	/** Nothing more is about to come of what has been written so far. */
	settled(): void;
	/** Asked after each chunk; what it returns is waited for before more is read. Undefined = there is room. */
	room(): Promise<void> | undefined;
	state(state: LogSourceState): void;
}
