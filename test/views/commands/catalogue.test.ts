import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { messages } from "../../../src/text/messages/messages.ts";
import { aliveCommands, commandFor, commands } from "../../../views/commands/catalogue.ts";
import { aliveScopes, keysText } from "../../../views/commands/command.ts";
import { helpSections } from "../../../views/screens/help-lines.ts";

const views = Object.keys(aliveScopes) as (keyof typeof aliveScopes)[];

test.each(views)("no chord has two commands on a %s", (view) => {
	const chords = aliveCommands(view).flatMap(({ id, keys }) => keys.map((key) => ({ key, id })));
	const twice = chords.filter(({ key }, index) => chords.findIndex((other) => other.key === key) !== index);
	expect(twice).toEqual([]);
});

test("every command has an id of its own, and every text of the catalogue a command", () => {
	const ids = commands.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.toSorted()).toEqual(Object.keys(messages.commands).toSorted());
});

test.each(views)("every chord of a %s finds its command", (view) => {
	for (const command of aliveCommands(view))
		for (const key of command.keys) expect(commandFor(view, key)).toBe(command);
});

const noFacts = {
	context: "",
	cluster: "",
	server: "",
	version: "",
	user: "",
	actingAs: "",
	namespace: "",
	files: "",
	mode: "",
};

test("the help lists every key that is alive, and every name in the palette, with its sentence", () => {
	for (const view of views) {
		const text = helpSections(view, noFacts)
			.flatMap(({ rows }) => rows.map(({ sign, doc }) => `${sign} ${doc}`))
			.join("\n");
		for (const { id, keys, names = [] } of aliveCommands(view)) {
			expect(text).toContain(messages.commands[id].doc);
			for (const key of keys) expect(text).toMatch(keys.length > 1 && /[2-8]/.test(key) ? /1 … \d/ : key);
			for (const name of names) expect(text).toContain(`:${name}`);
		}
	}
});

test("every command has a key or a name in the palette, and no name two commands", () => {
	expect(commands.filter(({ keys, names = [] }) => keys.length + names.length === 0)).toEqual([]);
	for (const view of views) {
		const names = aliveCommands(view).flatMap((command) => command.names ?? []);
		expect(new Set(names).size).toBe(names.length);
	}
});

test("the help fits a screen of 80 columns", () => {
	const tooLong = commands
		.map((command) => ({ keys: keysText(command), doc: messages.commands[command.id].doc }))
		.filter(({ keys, doc }) => keys.length > 19 || doc.length > 56);
	expect(tooLong).toEqual([]);
});

test("docs/keys.md is what the key table says", () => {
	const page = readFileSync(join(import.meta.dirname, "../../../docs/keys.md"), "utf8");
	for (const { id, keys, names = [] } of commands) {
		const line = page.split("\n").find((one) => one.endsWith(`| \`${id}\` |`));
		expect(line).toContain(messages.commands[id].doc);
		for (const way of [...keys, ...names.map((name) => `:${name}`)]) expect(line).toContain(`\`${way}\``);
	}
	expect(page.match(/^\| `/gm)).toHaveLength(commands.length);
});

test("the sort capitals are those of k9s", () => {
	const capitals = commands.filter(({ id }) => id.startsWith("sort.")).flatMap(({ id, keys }) => [[keys[0], id]]);
	expect(Object.fromEntries(capitals)).toMatchObject({
		N: "sort.name",
		A: "sort.age",
		S: "sort.status",
		P: "sort.namespace",
		C: "sort.cpu",
		M: "sort.memory",
		T: "sort.restarts",
		R: "sort.ready",
		I: "sort.address",
	});
});
