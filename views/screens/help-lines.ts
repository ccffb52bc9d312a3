import { messages } from "../../src/text/messages/messages.ts";
import { commands } from "../commands/catalogue.ts";
import { aliveScopes, keysText, type Place } from "../commands/command.ts";
import type { Token } from "../theme/theme.ts";

/** A sign, a key or a name, and what it means. */
interface HelpRow {
	readonly sign: string;
	readonly token: Token;
	readonly doc: string;
}

/** What belongs together in the help. */
export interface HelpSection {
	readonly heading: string;
	readonly rows: readonly HelpRow[];
}

/** Which cluster this is, and as whom one looks at it; empty texts are left out. */
export interface HelpFacts {
	readonly context: string;
	readonly cluster: string;
	readonly server: string;
	readonly version: string;
	readonly user: string;
	readonly actingAs: string;
	readonly namespace: string;
	readonly files: string;
	readonly mode: string;
}

const factNames = [
	"context",
	"cluster",
	"server",
	"version",
	"user",
	"actingAs",
	"namespace",
	"files",
	"mode",
] as const satisfies readonly (keyof HelpFacts)[];

/** What the help on a kind of view says, in order: its keys scope by scope, the filter, signs, this screen. */
export function helpSections(about: Place, facts: HelpFacts): readonly HelpSection[] {
	const { filter, logFilter, logSigns, signs, tones, here } = messages.help;
	const isTable = aliveScopes[about].includes("table");
	// The menu is one key away from a row.
	const scopes = about === "table" ? [...aliveScopes.table, "menu" as const] : aliveScopes[about];
	const known = factNames.filter((name) => facts[name] !== "");
	return [
		...scopes.map(keySection),
		...[...(isTable ? [filter] : []), ...(about === "logs" ? [logFilter] : [])].map(({ heading, rows }) => ({
			heading,
			rows: rows.map(([sign, doc]) => ({ sign, token: "key" as const, doc })),
		})),
		...(about === "logs" ? [logSigns] : [signs, tones]).map(({ heading, rows }) => ({
			heading,
			rows: rows.map(([sign, token, doc]) => ({ sign, token, doc })),
		})),
		{
			heading: here.heading,
			rows: known.map((name) => ({ sign: here[name], token: "muted" as const, doc: facts[name] })),
		},
	];
}

function keySection(scope: (typeof commands)[number]["scope"]): HelpSection {
	return {
		heading: messages.views.help[scope],
		rows: commands
			.filter((command) => command.scope === scope)
			.map((command) => ({ sign: keysText(command), token: "key", doc: messages.commands[command.id].doc })),
	};
}
