import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { commands } from "../commands/catalogue.ts";
import { aliveScopes, keysText } from "../commands/command.ts";
import type { HelpModel } from "./help-model.ts";

/** A line of the help: a heading, or keys and what they do. */
export type HelpLine =
	| { readonly heading: SafeText }
	| { readonly keys: SafeText; readonly doc: SafeText }
	| { readonly blank: true };

/** Every key that is alive on a kind of view, scope by scope, from the command table. */
export function helpLines(about: HelpModel["about"]): readonly HelpLine[] {
	// The menu is one key away from a row.
	const scopes = about === "table" ? [...aliveScopes.table, "menu" as const] : aliveScopes[about];
	return scopes.flatMap((scope, index) => [
		...(index === 0 ? [] : [{ blank: true as const }]),
		{ heading: safeText(messages.views.help[scope]) },
		...commands
			.filter((command) => command.scope === scope)
			.map((command) => ({
				keys: safeText(keysText(command)),
				doc: safeText(messages.commands[command.id].doc),
			})),
	]);
}
