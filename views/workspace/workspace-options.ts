import type { Clock } from "../../src/base/clock.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { Forwards } from "../../src/forwards/forwards.ts";
import type { LogSeries } from "../../src/logs/files/log-series.ts";
import type { LogView } from "../../src/logs/log-view.ts";
import type { DebugJournal } from "../../src/shells/debug-journal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import type { ContextList } from "../contexts/context-list.ts";
import type { LogRequest } from "../logs/log-model.ts";
import type { OpenUsage } from "./scope.ts";

/** What a workspace is given by what it lives in. */
export interface WorkspaceHost {
	/** The contexts that can be entered. */
	readonly contexts: ContextList;
	/** Leave this cluster for that of another context. */
	readonly switchTo: (context: string) => void;
	/** Put a text on the user's clipboard; false when it is too long. */
	readonly copy: (text: string) => boolean;
	/** End the program. */
	readonly leave: () => void;
	/** Stop the program until the shell continues it; undefined where no shell could. */
	readonly suspend: (() => void) | undefined;
	/** The terminal, for what is given it in place of the screen. */
	readonly terminal: Pick<Terminal, "lend" | "size">;
	/** Local ports that lead into clusters: into this one and those that were left. */
	readonly forwards: Forwards;
	/** Saved sets of port-forwards, by name. */
	readonly forwardSets: Readonly<Record<string, readonly string[]>>;
	/** Between 0 and 1, for names that nothing else has. */
	readonly random: () => number;
	/** Where it is noted which debug pods have to be deleted; without it none are made on nodes. */
	readonly debugJournal: DebugJournal | undefined;
	/** Draw the whole screen anew. */
	readonly redraw: () => void;
}

/** What a workspace is made of. */
export interface WorkspaceOptions extends WorkspaceHost {
	readonly cluster: Cluster;
	readonly openUsage: OpenUsage;
	/** Begins to read logs; whoever asks for it closes it. */
	readonly openLogs: (request: LogRequest) => LogView;
	readonly clock: Clock;
	/** Uniform in [0, 1). */
	readonly random: () => number;
	readonly readOnly: boolean;
	/** The cluster is a simulated one. */
	readonly demo: boolean;
	/** The namespace to look at; undefined = all, or where that is not allowed the context's own. */
	readonly namespace: string | undefined;
	/** Logs in files, where these are shown and there is no cluster. */
	readonly files: readonly LogSeries[] | undefined;
	/** Names have to be typed before something is deleted. */
	readonly production: boolean;
}
