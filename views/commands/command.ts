import type { Chord } from "../../src/terminal/key.ts";
import type { CommandId } from "../../src/text/messages/commands.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { View, Workspace } from "../workspace/workspace.ts";

/**
 * Where a key is alive. Scopes do not stack at will: on a table `table`, `row` and `anywhere` are
 * alive together, with `context`, `session` or `forward` for `row` on the tables of those; in a pane (help, a text) `pane` and `anywhere`, with `detail` in the text of an object, `profile` in a profile, `load` in a load test, `logs` in a log and `record` in one of its lines; while typing, only the prompt's own.
 */
export type Scope =
	| "anywhere"
	| "table"
	| "row"
	| "context"
	| "session"
	| "forward"
	| "menu"
	| "detail"
	| "profile"
	| "load"
	| "logs"
	| "record"
	| "pane";

/** One thing that can be done, as data. Dispatch, key bar, help and docs all read this. */
export interface Command {
	readonly id: CommandId;
	/** Chords that run it; the first is the one that is shown. Without any it is run from the palette alone. */
	readonly keys: readonly Chord[];
	/** Names by which the palette finds it beside its title, e.g. `q`. */
	readonly names?: readonly string[];
	readonly scope: Scope;
	/** Place in the key bar, lowest first; left out = not in the bar. */
	readonly bar?: number;
	/** Why it cannot be done now; undefined when it can. A command that asks which of its chords was pressed takes none for the first. */
	disabled?(workspace: Workspace, chord?: Chord): SafeText | undefined;
	run(workspace: Workspace, chord?: Chord): void;
}

/** All that runs a command, as the help says it: `ctrl-s  :save`. */
export function keysText({ keys, names = [] }: Pick<Command, "keys" | "names">): string {
	const chords = keys.join("  ").replace(/(\d) {2}(?:\d {2})+(\d)/, "$1 … $2");
	return [chords, ...names.map((name) => `:${name}`)].filter((part) => part !== "").join("  ");
}

/** What hears the keys: the view on screen, or the action menu above it. */
export type Place = View["type"] | "contexts" | "sessions" | "forwards" | "menu";

/** Scopes that are alive together, by the kind of view on screen. */
export const aliveScopes: Readonly<Record<Place, readonly Scope[]>> = {
	table: ["row", "table", "anywhere"],
	contexts: ["context", "table", "anywhere"],
	sessions: ["session", "table", "anywhere"],
	forwards: ["forward", "table", "anywhere"],
	menu: ["menu"],
	detail: ["detail", "pane", "anywhere"],
	profile: ["profile", "pane", "anywhere"],
	load: ["load", "pane", "anywhere"],
	logs: ["logs", "pane", "anywhere"],
	record: ["record", "pane", "anywhere"],
	help: ["pane", "anywhere"],
};
