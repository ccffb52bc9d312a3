import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Filter, parseFilter } from "../../src/table/filter.ts";
import { parseTree } from "../../src/table/filter-parser.ts";
import type { FilterNode, Place } from "../../src/table/filter-tree.ts";
import { haystack } from "../../src/table/haystack.ts";
import { anyCharacter } from "../support/any-character.ts";
import { fuzz } from "../support/fuzz.ts";
import { printFilter } from "./print-filter.ts";
import { columns, type Joined, type ServerRow, server } from "./server-rows.ts";

const nowhere: Place = { at: 0, length: 0 };
const subject = { columns, labels: (row: ServerRow) => row.labels };

const word = fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }).filter((text) => !text.includes("\n"));
const visibleWord = word.filter((text) => text.trim() !== "");
const pattern = fc
	.array(fc.constantFrom("a", "\\/", "[b-d]", ".*", " ", "|", "(x)", '"', "\\\\", "!", "櫓"), {
		minLength: 1,
		maxLength: 5,
	})
	.map((parts) => parts.join(""));
const glob = fc.array(fc.oneof(word, fc.constant("")), { minLength: 1, maxLength: 3 });
const column = fc.oneof(fc.constantFrom("cpu", "mem%l", "last-seen"), word).filter((id) => id.toLowerCase() !== "sort");

const leaf: fc.Arbitrary<FilterNode> = fc.oneof(
	word.map((text) => ({ kind: "text" as const, text, ...nowhere })),
	visibleWord.map((text) => ({ kind: "fuzzy" as const, text, ...nowhere })),
	pattern.map((source) => ({ kind: "pattern" as const, source, ...nowhere })),
	visibleWord.map((selector) => ({ kind: "labels" as const, selector, ...nowhere })),
	fc.record({
		kind: fc.constant("comparison" as const),
		column,
		columnPlace: fc.constant(nowhere),
		operator: fc.constantFrom(":" as const, "=" as const, "!=" as const),
		values: fc.array(
			glob.map((parts) => ({ glob: parts, place: nowhere })),
			{ minLength: 1, maxLength: 3 },
		),
		at: fc.constant(0),
		length: fc.constant(0),
	}),
	fc.record({
		kind: fc.constant("comparison" as const),
		column,
		columnPlace: fc.constant(nowhere),
		operator: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
		values: word.map((text) => [{ glob: [text], place: nowhere }]),
		at: fc.constant(0),
		length: fc.constant(0),
	}),
);

const { tree } = fc.letrec<{ tree: FilterNode }>((tie) => {
	const several = fc.array(tie("tree"), { minLength: 2, maxLength: 3 });
	return {
		tree: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			leaf,
			several.map((of): FilterNode => ({ kind: "all", of, ...nowhere })),
			several.map((of): FilterNode => ({ kind: "any", of, ...nowhere })),
			// A fuzzy word has no negation.
			tie("tree")
				.filter(({ kind }) => kind !== "fuzzy")
				.map((of): FilterNode => ({ kind: "not", of, ...nowhere })),
		),
	};
});

/** The tree without the places in the text that it was read from. */
function unplaced(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(unplaced);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, inner]) =>
			["at", "length", "place", "columnPlace"].includes(key) ? [] : [[key, unplaced(inner)]],
		),
	);
}

test("what is printed reads as what was printed", async () => {
	await fuzz(
		fc.property(tree, (given) => {
			const text = printFilter(given);
			fc.pre(text.length <= 1_000);
			const parsed = parseTree(text);
			expect(unplaced(parsed)).toEqual({ ok: true, value: { tree: unplaced(given), sort: undefined } });
		}),
		50_000,
	);
});

describe("whatever is typed", () => {
	const bits = [
		"!",
		"~",
		"/",
		"(",
		")",
		"|",
		'"',
		"\\",
		"-l ",
		" ",
		":",
		"=",
		">",
		"<",
		"*",
		",",
		"load",
		"up",
		"sort:",
		"1",
	];
	const typed = fc.oneof(
		fc.string({ unit: anyCharacter, maxLength: 60 }),
		fc
			.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 3 })), { maxLength: 40 })
			.map((all) => all.join("")),
		fc.constantFrom(...bits).map((bit) => bit.repeat(500)),
	);

	test("reading it never throws, and what is wrong lies within it", async () => {
		await fuzz(
			fc.property(typed, (text) => {
				const filter = parseFilter(text, subject);
				if (filter.ok) return;
				const { at, length } = filter.failure;
				expect(at).toBeGreaterThanOrEqual(0);
				expect(length).toBeGreaterThanOrEqual(1);
				expect(at + length).toBeLessThanOrEqual(text.length);
			}),
			300_000,
		);
	});

	test("what was read can be asked of any row", async () => {
		const row = server("a", { labels: "a=1", startedAtMs: 5 });
		const live: Joined = { nowMs: 9, load: new Map() };
		await fuzz(
			fc.property(typed, (text) => {
				const filter = parseFilter(text, subject);
				if (filter.ok) expect(typeof filter.value.matches(row, haystack(columns, row, live), live)).toBe("boolean");
			}),
			100_000,
		);
	});
});

describe("not, all and any are those of logic in which a thing may be unknown", () => {
	// For each leaf what it says of a row: `restarts` is known, `load` is not.
	const leaves = fc.constantFrom<readonly [string, boolean | undefined]>(
		["a", true],
		["zz", false],
		["restarts>0", true],
		["restarts>9", false],
		["load>0", undefined],
		["load<=0", undefined],
		["-l x", true],
		["name:q", false],
	);
	type Logic = readonly [text: string, truth: boolean | undefined];
	const { logic } = fc.letrec<{ logic: Logic }>((tie) => {
		const pair = fc.tuple(tie("logic"), tie("logic"));
		return {
			logic: fc.oneof(
				{ maxDepth: 5 },
				leaves,
				tie("logic").map(([text, truth]): Logic => [`!(${text})`, truth === undefined ? undefined : !truth]),
				pair.map(([[a, x], [b, y]]): Logic => [`(${a}) (${b})`, x === false || y === false ? false : x && y]),
				pair.map(([[a, x], [b, y]]): Logic => [`(${a} | ${b})`, x === true || y === true ? true : x === false ? y : x]),
			),
		};
	});
	const row = server("a", { restarts: 3, labels: "x=1" });
	const live: Joined = { nowMs: 0, load: new Map() };

	test("and only what is true is shown", async () => {
		await fuzz(
			fc.property(logic, ([text, truth]) => {
				fc.pre(text.length <= 1_000);
				const filter = parseFilter(text, subject);
				if (!filter.ok) throw new Error(filter.failure.message);
				expect(filter.value.matches(row, haystack(columns, row, live), live)).toBe(truth === true);
			}),
			100_000,
		);
	});
});

describe("no filter holds the screen up for long", () => {
	const live: Joined = { nowMs: 1_000, load: new Map() };
	const rows = Array.from({ length: 10_000 }, (_, index) =>
		server(`u${index}`, {
			name: index % 3 === 0 ? "a".repeat(60) : `checkout-${(index * 7_919).toString(16)}-x2x4z`,
			namespace: "payments",
			state: index % 7 === 0 ? "CrashLoopBackOff" : "Running",
		}),
	);
	const texts = rows.map((row) => haystack(columns, row, live));

	/** CPU time of this thread, in milliseconds, that one pass over all rows takes. */
	function passMs(filter: Filter<ServerRow, Joined>): number {
		const before = process.threadCpuUsage();
		let index = 0;
		for (const row of rows) filter.matches(row, texts[index++] ?? "", live);
		const { user, system } = process.threadCpuUsage(before);
		return (user + system) / 1_000;
	}

	test.each([
		"/(a+)+$b/",
		"/(a|a)*b/",
		"/(a|aa)+c/",
		"/(.*a){25}b/",
		"/(?:a?){30}a{30}q/",
		"/((a*)*)*\\bq/",
		"/(\\w+\\s?)+:/",
		"/(x+x+)+y/",
		"/([a-z]+)*[0-9]+!/",
		"/a.{30}b.{30}c/",
		"/.*.{12}a.{12}q/",
		"/(\\w?){95}\\bx/",
		"/(a|b)*a(a|b){40}c/",
		"/(\\w|\\w\\w){31}\\b-/",
		"/.*a.{20}$/",
		"name:*a*a*a*a*a*a*a*a*a*a*b",
		"~aaaaaaaaaaaaaaaaaaaab",
		`"${"a".repeat(59)}b"`,
	])("%s over 10,000 rows", (text) => {
		const filter = parseFilter(text, subject);
		if (!filter.ok) throw new Error(filter.failure.message);
		// The first pass compiles and prepares; the best of some is what the filter itself takes.
		const best = Math.min(...Array.from({ length: 4 }, () => passMs(filter.value)));
		// Some 50 at most; the rest is for a slow machine. What backtracks takes seconds, or years.
		expect(best).toBeLessThan(150);
	});
});
