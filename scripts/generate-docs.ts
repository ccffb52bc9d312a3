import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { configSchema } from "../src/config/config-fields.ts";
import { resources } from "../src/resources/catalogue.ts";
import { messages } from "../src/text/messages/messages.ts";
import { commands } from "../views/commands/catalogue.ts";
import type { Scope } from "../views/commands/command.ts";

/** Writes docs/keys.md, docs/resources.md and docs/config.schema.json from the tables in the code; `--check` only compares. */
const notice = "<!-- Written by `npm run generate`; change the tables in the code instead. -->";

function keysPage(): string {
	const scopes: readonly Scope[] = [
		"row",
		"menu",
		"table",
		"context",
		"session",
		"forward",
		"detail",
		"profile",
		"load",
		"logs",
		"record",
		"pane",
		"anywhere",
	];
	const sections = scopes.map((scope) => {
		const rows = commands
			.filter((command) => command.scope === scope)
			.map(
				({ id, keys, names = [] }) =>
					`| ${[...keys, ...names.map((name) => `:${name}`)].map(code).join(" ")} | ${messages.commands[id].doc} | \`${id}\` |`,
			);
		return [`## ${messages.views.help[scope]}`, "", "| keys | what it does | command |", "|---|---|---|", ...rows].join(
			"\n",
		);
	});
	return [notice, "# Keys", "", ...sections.flatMap((section) => [section, ""])].join("\n");
}

function resourcesPage(): string {
	const rows = resources.map(({ id, shortNames, group, version, columns }) => {
		const shown = columns.filter(({ wide }) => wide !== true).map(({ title }) => title);
		const wide = columns.filter((column) => column.wide === true).map(({ title }) => title);
		return `| ${id} | ${shortNames.join(" ")} | ${group === "" ? version : `${group}/${version}`} | ${shown.join(" ")} | ${wide.join(" ")} |`;
	});
	return [
		notice,
		"# Kinds",
		"",
		"Kinds with a view of their own. Every other kind, custom resources included, is shown with the columns its API server prints.",
		"",
		"| kind | short names | API | columns | wide |",
		"|---|---|---|---|---|",
		...rows,
		"",
	].join("\n");
}

/** A key in a table cell: a bar would end the cell, a backtick the code. */
function code(key: string): string {
	return `\`${key.replaceAll("|", "\\|")}\``;
}

const pages = {
	"docs/keys.md": keysPage(),
	"docs/resources.md": resourcesPage(),
	"docs/config.schema.json": `${JSON.stringify(configSchema(), undefined, "\t")}\n`,
};
const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(pages)) {
	const before = existsSync(path) ? readFileSync(path, "utf8") : "";
	if (before === text) continue;
	if (check) {
		process.stderr.write(`error: ${path} is not what the code says; run \`npm run generate\`\n`);
		process.exitCode = 1;
	} else writeFileSync(path, text);
}
