import type { Result } from "../base/result.ts";
import type { Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { Selection } from "../resources/resource.ts";
import type { FilterError } from "../table/filter-tree.ts";
import type { SafeText } from "../text/safe-text.ts";
import type { LogSeries } from "./files/log-series.ts";

/** Whose logs are read. */
export type LogTarget =
	/**
	 * Containers of all pods that any of the picks select, as pods come and go. A pick of jobs stands for their pods (a
	 * cron job's). With `by: "uid"` the pod that replaces it is joined when it has gone.
	 */
	| {
			readonly of: "pods";
			/** Undefined = all namespaces. */
			readonly namespace: string | undefined;
			readonly picks: readonly { readonly from: "pods" | "jobs"; readonly select: Selection }[];
			/** Names of containers; undefined = all of them, init and ephemeral ones too. */
			readonly containers?: readonly string[];
	  }
	/** Logs in files of this machine. */
	| { readonly of: "files"; readonly series: readonly LogSeries[] }
	/** What a node's own services have written, `kubelet` or `containerd`, as far as its kubelet gives it out. */
	| { readonly of: "node"; readonly node: string; readonly service: string };

/** Logs that a cluster has. */
export type ClusterLogTarget = Exclude<LogTarget, { of: "files" }>;

/** Which part of the logs is read. All but `head` and one with an end go on to follow. */
export type LogRange =
	| { readonly by: "tail"; readonly lines: number }
	| { readonly by: "head"; readonly lines: number }
	/** What was written in the last so many milliseconds. */
	| { readonly by: "last"; readonly durationMs: number }
	/** Wall-clock time of the server, milliseconds since the epoch. */
	| { readonly by: "time"; readonly fromMs: number; readonly toMs?: number }
	| { readonly by: "all" };

/** How reading one container goes. */
export type LogSourceState =
	/** Asked, and nothing has come yet. */
	| { readonly state: "opening" }
	/** There is nothing to read yet: the container has not started, or too many others are read. */
	| { readonly state: "waiting"; readonly why: SafeText }
	| { readonly state: "following" }
	/** The line broke; it goes on from where it was as soon as it can. */
	| { readonly state: "reconnecting"; readonly failure: Failure; readonly sinceMs: number }
	/** The container has ended, or what was asked for has been read. `how` is empty where there is nothing to say. */
	| { readonly state: "ended"; readonly how: SafeText }
	/** Its pod has been deleted; what was read stays. */
	| { readonly state: "ghost"; readonly sinceMs: number }
	/** Not to be had (no permission, no such log); asked again slowly. */
	| { readonly state: "failed"; readonly failure: Failure }
	/** {@link LogView.setFollowing} has stopped it. */
	| { readonly state: "paused" };

/** One container of one pod, or one service of a node. */
export interface LogSource {
	/** As in {@link LogRow.source}; given out in the order of joining and never anew. */
	readonly index: number;
	readonly namespace: SafeText;
	/** Name of the pod, or of the node. */
	readonly pod: SafeText;
	readonly podUid: string;
	/** Name of the container, or of the service. */
	readonly container: SafeText;
	readonly state: LogSourceState;
	/** Something may be missing in what was read of it: there is a row of the kind `gap`. */
	readonly hasGap: boolean;
	/** Lines and bytes that have come. */
	readonly lines: number;
	readonly bytes: number;
}

/** How bad a line says it is. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** A part of a line with one look. Colours are spelled as Ink's: a name, `ansi256(n)` or `#rrggbb`. */
export interface LogSegment {
	readonly text: SafeText;
	readonly color?: string;
	readonly background?: string;
	readonly bold?: boolean;
	readonly underline?: boolean;
	/** What was searched for. */
	readonly isMatch?: boolean;
}

/** A named value of a line. */
export interface LogField {
	readonly name: SafeText;
	readonly value: SafeText;
}

/** What stands among the lines, in words of ours: it is never filtered out. */
export type LogMark =
	/** Something may be missing here. */
	| "gap"
	/** So many lines are not kept. */
	| "skipped"
	/** A pod has joined, or has taken another's place. */
	| "joined"
	/** A container was started anew. */
	| "restarted"
	/** A container has ended, or its pod has been deleted. */
	| "ended";

/** One line as it is drawn. The same line is the same object until what is drawn of it changes. */
export interface LogRow {
	/** Number of the line: its identity. Grows downwards; never given out anew, but for {@link LogView.generation}. */
	readonly line: number;
	readonly kind: "line" | LogMark;
	/** Index of its {@link LogSource}. */
	readonly source: number;
	/** When the container wrote it, by its node's clock: milliseconds since the epoch, with a fraction. NaN where a file does not tell. */
	readonly timeMs: number;
	readonly level: LogLevel | undefined;
	/** The whole line. */
	readonly segments: readonly LogSegment[];
	/** What it says besides its fields, where fields are known in it; else the whole line. */
	readonly message: readonly LogSegment[];
	/** What was recognised in it, but for time, level and message. */
	readonly fields: readonly LogField[];
	/** So many bytes of a very long line were not kept. */
	readonly cutBytes: number;
	/** It is only shown because a line near it matches the filter. */
	readonly isContext: boolean;
}

/** One line in full. */
export interface LogRecord {
	readonly row: LogRow;
	readonly source: LogSource;
	readonly format: "json" | "logfmt" | "klog" | "text";
	/** All that was recognised, time, level and message included. */
	readonly fields: readonly LogField[];
	/** The line laid out to be read: JSON indented, one field a line, or the text in stretches. */
	readonly pretty: readonly SafeText[];
}

/** What has come, what is kept and what is shown. */
export interface LogCounts {
	/** Lines and bytes that have come, kept or not. */
	readonly lines: number;
	readonly bytes: number;
	/** Rows that the filter lets through: the height of the text. */
	readonly shown: number;
	/** Lines that match the filter, without context and marks. */
	readonly matching: number;
	/** Lines that match the search. */
	readonly found: number;
	/** Lines that came and are not kept any more, or never were. */
	readonly skipped: number;
	/** Pods beyond the number that is read at a time. */
	readonly unread: number;
	/** Older lines are being read or searched: the other counts go on growing by themselves. */
	readonly isReading: boolean;
	/** Bytes in memory, and bytes that were put aside in a file. */
	readonly memoryBytes: number;
	readonly fileBytes: number;
}

/** Matches over time: of the search where there is one, else of the filter, else all lines. */
export interface LogHistogram {
	readonly fromMs: number;
	/** Width of one bar. */
	readonly stepMs: number;
	readonly counts: readonly number[];
}

/**
 * Logs of one target, being read: what a log screen draws from and asks. Disposing of it ends all reading and frees
 * what was kept. Reading a window of rows costs that window, however much has come.
 */
export interface LogView extends Disposable {
	/** Grows when anything that is drawn may have changed; ten times a second at most. */
	readonly changed: Readable<number>;
	/** Grows when all is read anew (another range, or a filter that needs what had not been read): lines get other numbers. */
	readonly generation: Readable<number>;
	/** All containers that are or were read, by index. Ghosts leave after 15 minutes; their lines stay. */
	readonly sources: Readable<readonly LogSource[]>;
	/** Why there is nothing to read at all: the pods cannot be listed. */
	readonly trouble: Readable<Failure | undefined>;
	readonly range: LogRange;
	readonly filter: string;
	readonly inverted: boolean;
	readonly context: number;
	readonly searched: string;
	readonly following: boolean;
	readonly previous: boolean;
	counts(): LogCounts;

	/** Rows `start` to `start + count` of those shown, oldest first; fewer where there are no more. */
	window(start: number, count: number): readonly LogRow[];
	/** Where the first shown row at or after a line stands; the number of shown rows when there is none. */
	positionOf(line: number): number;
	/** A line in full; undefined when it is not kept any more. */
	record(line: number): LogRecord | undefined;
	/** Names of the fields that recent lines have, the most common first, for columns. */
	fieldNames(): readonly SafeText[];
	/** Matches over time in at most `bars` bars; undefined while there are none. */
	histogram(bars: number): LogHistogram | undefined;
	/** The next line that matches the search, or the one before, seen from a line; undefined when there is none. */
	findMatch(line: number, step: 1 | -1): number | undefined;

	/** Read another part of the logs; what is shown is read anew. */
	setRange(range: LogRange): void;
	/** The runs before the present ones, or the present ones again. */
	setPrevious(previous: boolean): void;
	/**
	 * Show only lines that match. The language is that of tables: words, `!`, `|`, `/re/`, and fields such as `level:error`,
	 * `status>=500`, `pod:api-*`, `container:mesh`. A level compares by how bad it is. When older lines have not been read they are now.
	 * One that cannot be read changes nothing.
	 */
	setFilter(text: string): Result<void, FilterError>;
	/** Show what the filter hides, and hide what it shows. */
	setInverted(inverted: boolean): void;
	/** Also show so many lines of the same container before and after each that matches. */
	setContext(lines: number): void;
	/** Mark a text, or `/re/`, wherever it is; an empty one ends the search. Hides nothing. */
	setSearch(text: string): Result<void, FilterError>;
	/** Stop reading on, or go on from where it was, with nothing left out. */
	setFollowing(following: boolean): void;
	/** The rows that are shown, as text for a file, one line each: no escapes, and nothing cut that was kept. */
	save(options: { readonly times: boolean; readonly sources: boolean }): AsyncIterable<string>;
}
