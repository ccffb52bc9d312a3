import { expect, test } from "vitest";
import { callTree } from "../../src/profiles/call-tree.ts";
import { flameRows } from "../../src/profiles/flame-rows.ts";
import { type Profile, readProfile } from "../../src/profiles/read-profile.ts";
import { topFunctions } from "../../src/profiles/top-functions.ts";
import { pprofBytes } from "../../src/sim/profiles/pprof-bytes.ts";

function profileOf(...stacks: [string, number][]): Profile {
	const read = readProfile(pprofBytes({ kinds: ["cpu/nanoseconds"], stacks }));
	if (!read.ok) throw new Error(read.failure.message);
	return read.value;
}

test("flat is of a function itself, cumulative also of what it called; who calls itself is counted once", () => {
	const profile = profileOf(["main;walk;walk;walk", 30], ["main;walk", 10], ["main;idle", 60]);
	expect(topFunctions(profile, 0)).toEqual({
		total: 100,
		costs: [
			{ name: "idle", flat: 60, cumulative: 60 },
			{ name: "walk", flat: 40, cumulative: 40 },
			{ name: "main", flat: 0, cumulative: 100 },
		],
	});
});

test("the tree lays stacks over each other, the costliest first", () => {
	const tree = callTree(profileOf(["a;b", 10], ["a;c;d", 30], ["a;b;d", 5], ["e", 1]), 0);
	const text = ({ name, value, children }: typeof tree): string =>
		`${name}=${value}${children.length === 0 ? "" : `(${children.map(text).join(" ")})`}`;
	expect(text(tree)).toBe("=46(a=45(c=30(d=30) b=15(d=5)) e=1)");
});

test("a box is as wide as its share and never reaches beyond its caller; what has no cell is left out", () => {
	const rows = flameRows(callTree(profileOf(["a;b", 500], ["a;c", 499], ["a;c;d", 1], ["e", 1_000]), 0), 20);
	expect(rows.map((row) => row.map(({ node, from, width }) => `${node.name} ${from}+${width}`))).toEqual([
		["a 0+10", "e 10+10"],
		["b 0+5", "c 5+5"],
	]);
});

test("a stack of any depth is laid as far as it can be looked at", () => {
	const deep = Array.from({ length: 20_000 }, (_, level) => `f${level}`).join(";");
	expect(flameRows(callTree(profileOf([deep, 1]), 0), 10)).toHaveLength(500);
});
