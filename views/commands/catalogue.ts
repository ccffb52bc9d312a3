import type { Chord } from "../../src/terminal/key.ts";
import { actionCommands } from "./action-commands.ts";
import { aliveScopes, type Command, type Scope } from "./command.ts";
import { contextCommands } from "./context-commands.ts";
import { detailCommands } from "./detail-commands.ts";
import { forwardCommands } from "./forward-commands.ts";
import { historyCommands } from "./history-commands.ts";
import { loadCommands } from "./load-commands.ts";
import { logCommands } from "./log-commands.ts";
import { lookupCommands } from "./lookup-commands.ts";
import { markCommands } from "./mark-commands.ts";
import { namespaceCommands } from "./namespace-commands.ts";
import { paneCommands } from "./pane-commands.ts";
import { profileCommands } from "./profile-commands.ts";
import { rowCommands } from "./row-commands.ts";
import { sessionCommands } from "./session-commands.ts";
import { shellCommands } from "./shell-commands.ts";
import { tableCommands } from "./table-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** Every command of the program, in the order in which the help lists them. */
export const commands: readonly Command[] = [
	...rowCommands,
	...lookupCommands,
	...shellCommands,
	...forwardCommands,
	...markCommands,
	...tableCommands,
	...namespaceCommands,
	...actionCommands,
	...contextCommands,
	...sessionCommands,
	...detailCommands,
	...profileCommands,
	...loadCommands,
	...logCommands,
	...paneCommands,
	...historyCommands,
	...viewCommands,
];

/** The commands that are alive on a kind of view. */
export function aliveCommands(view: keyof typeof aliveScopes): readonly Command[] {
	const scopes: readonly Scope[] = aliveScopes[view];
	return commands.filter(({ scope }) => scopes.includes(scope));
}

/** The command that a chord runs on a kind of view. */
export function commandFor(view: keyof typeof aliveScopes, chord: Chord): Command | undefined {
	return aliveCommands(view).find(({ keys }) => keys.includes(chord));
}
