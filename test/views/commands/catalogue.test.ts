import { expect, test } from "vitest";
import { messages } from "../../../src/text/messages/messages.ts";
import { aliveCommands, commandFor, commands } from "../../../views/commands/catalogue.ts";
import { aliveScopes } from "../../../views/commands/command.ts";
import { helpLines } from "../../../views/screens/help-lines.ts";

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

test("the help lists every key that is alive, with its sentence", () => {
	for (const view of views) {
		const text = helpLines(view)
			.map((line) => ("doc" in line ? `${line.keys} ${line.doc}` : ""))
			.join("\n");
		for (const { id, keys } of aliveCommands(view)) {
			expect(text).toContain(messages.commands[id].doc);
			for (const key of keys) expect(text).toContain(key);
		}
	}
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
