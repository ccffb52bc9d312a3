import type { Activity } from "../base/activity.ts";
import type { DebugJournal } from "../shells/debug-journal.ts";
import type { InputEvent } from "../terminal/key.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Connection, Contexts } from "./connection.ts";
import type { Plugins } from "./plugins.ts";

/** What a screen needs of the process it runs in. */
export interface ScreenOptions {
	/** The context to open with; closed by the screen. */
	readonly first: Connection;
	readonly contexts: Contexts;
	/** Name of the kind to open first. */
	readonly resource: string;
	readonly terminal: Terminal;
	readonly activity: Activity;
	readonly random: () => number;
	/** Credential plugins that need the user. */
	readonly plugins?: Plugins;
	/** Saved sets of port-forwards, by name; none when left out. */
	readonly forwardSets?: Readonly<Record<string, readonly string[]>>;
	/** Where it is noted which debug pods have to be deleted. */
	readonly debugJournal?: DebugJournal;
	/** End the program. */
	readonly leave: () => void;
	/** Stop the program until the shell continues it; left out where no shell could. */
	readonly suspend?: (() => void) | undefined;
}

/** A screen that stands, until it is disposed of. */
export interface Shown extends AsyncDisposable {
	/** Do what a key does. Those of the terminal it hears by itself. */
	hear(event: InputEvent): void;
}

/** What draws: show a cluster on a terminal, and others when they are asked for, until what is returned is disposed of. */
export type Show = (options: ScreenOptions) => Shown;
