import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "../../src/table/column.ts";
import { layoutColumns, type SettledWidth, settleWidths } from "../../src/table/layout.ts";
import { fuzz } from "../support/fuzz.ts";

type Plain = Column<unknown, unknown>;

function column(id: string, priority: number, parts: Partial<Plain> = {}): Plain {
	return { id, title: id.toUpperCase(), priority, text: () => "", ...parts };
}

const columns: readonly Plain[] = [
	column("name", 0, { minWidth: 10, maxWidth: 20 }),
	column("status", 0, { minWidth: 8 }),
	column("cpu", 2, { minWidth: 5 }),
	column("node", 3, { minWidth: 6 }),
	column("age", 1, { minWidth: 4 }),
];

/** Rows have been as wide as any of the columns would like. */
const ample: readonly number[] = columns.map(() => 99);

function layout(screenWidth: number, content: readonly number[] = [14, 8, 5, 8, 4]): string {
	return layoutColumns(columns, content, ample, screenWidth)
		.map(({ column: { id }, width }) => `${id}:${width}`)
		.join(" ");
}

describe("layoutColumns", () => {
	test.each([
		[200, "name:14 status:8 cpu:5 node:8 age:4"],
		[43, "name:14 status:8 cpu:5 node:8 age:4"],
		// Less room: the most important column keeps what it needs.
		[41, "name:14 status:8 cpu:5 node:6 age:4"],
		[37, "name:10 status:8 cpu:5 node:6 age:4"],
		// The least important goes first, wherever it stands.
		[36, "name:14 status:8 cpu:5 age:4"],
		[27, "name:13 status:8 age:4"],
		[24, "name:10 status:8 age:4"],
		[23, "name:14 status:8"],
		[19, "name:10 status:8"],
		// What must be drawn is squeezed, the widest first.
		[15, "name:7 status:7"],
		[7, "name:3 status:3"],
		[6, "name:6"],
		[2, "name:2"],
	])("%d cells", (screenWidth, expected) => {
		expect(layout(screenWidth)).toBe(expected);
	});

	test("content narrower than the minimum leaves its room to others", () => {
		expect(layout(41, [4, 30, 5, 8, 4])).toBe("name:4 status:18 cpu:5 node:6 age:4");
	});

	test("content wider than the maximum is cut", () => {
		expect(layout(200, [90, 8, 5, 8, 4])).toMatch(/^name:20 /);
	});

	test("extras are drawn, all of a priority or none, where the others are at ease", () => {
		const roomy = [
			column("name", 0, { minWidth: 10, idealWidth: 20 }),
			column("r", 3),
			column("l", 3),
			column("cpu", 2),
		];
		const drawn = (screenWidth: number, widest: readonly number[] = ample) =>
			layoutColumns(roomy, [20, 3, 3, 3], widest, screenWidth).map(({ column: { id } }) => id);
		expect(drawn(28)).toEqual(["name", "r", "l", "cpu"]);
		expect(drawn(27)).toEqual(["name", "cpu"]);
		expect(drawn(14)).toEqual(["name", "cpu"]);
		expect(drawn(13)).toEqual(["name"]);
		// No row has needed more than 12 cells for its name.
		expect(drawn(20, [12, 3, 3, 3])).toEqual(["name", "r", "l", "cpu"]);
		expect(drawn(19, [12, 3, 3, 3])).toEqual(["name", "cpu"]);
	});

	const contents = fc.array(fc.nat(80), { minLength: columns.length, maxLength: columns.length });

	test("never takes more than the screen", async () => {
		await fuzz(
			fc.property(contents, contents, fc.integer({ min: 1, max: 250 }), (content, widest, screenWidth) => {
				const placed = layoutColumns(columns, content, widest, screenWidth);
				const taken = placed.reduce((sum, { width }) => sum + width, placed.length - 1);
				expect(taken).toBeLessThanOrEqual(screenWidth);
				expect(placed.length).toBeGreaterThan(0);
			}),
			10_000,
		);
	});

	test("which columns are drawn does not depend on the rows of the moment", async () => {
		await fuzz(
			fc.property(contents, contents, fc.integer({ min: 20, max: 250 }), (one, other, screenWidth) => {
				const drawn = (content: readonly number[]) =>
					layoutColumns(columns, content, ample, screenWidth).map(({ column: { id } }) => id);
				expect(drawn(one)).toEqual(drawn(other));
			}),
			10_000,
		);
	});
});

describe("settleWidths", () => {
	function follow(...wanted: readonly (readonly [atMs: number, width: number])[]): readonly (number | undefined)[] {
		let settled: ReadonlyMap<string, SettledWidth> = new Map();
		return wanted.map(([atMs, width]) => {
			settled = settleWidths(settled, new Map([["name", width]]), atMs);
			return settled.get("name")?.width;
		});
	}

	test("grows at once", () => {
		expect(follow([0, 10], [100, 14])).toEqual([10, 14]);
	});

	test("shrinks after ten seconds, to the widest that was wanted meanwhile", () => {
		expect(follow([0, 20], [1_000, 10], [5_000, 12], [10_900, 8], [11_000, 8])).toEqual([20, 20, 20, 20, 12]);
	});

	test("does not shrink when the room was needed again in between", () => {
		expect(follow([0, 20], [1_000, 10], [6_000, 20], [11_000, 10], [20_999, 10], [21_000, 10])).toEqual([
			20, 20, 20, 20, 20, 10,
		]);
	});

	test("forgets a column that is gone", () => {
		const before = settleWidths(new Map(), new Map([["name", 10]]), 0);
		expect([...settleWidths(before, new Map(), 1).keys()]).toEqual([]);
	});
});
