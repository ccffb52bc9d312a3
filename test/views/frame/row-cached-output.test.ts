import fc from "fast-check";
import { describe, expect, it } from "vitest";
import InkOutput from "../../../node_modules/ink/build/output.js";
import { parseLine, type ScreenLine } from "../../../src/terminal/screen-line.ts";
import RowCachedOutput from "../../../views/frame/row-cached-output.ts";
import { fuzz, fuzzTimeoutMs } from "../../support/fuzz.ts";

type Transformer = (text: string, index: number) => string;

type Operation =
	| { kind: "write"; x: number; y: number; text: string; transformers: Transformer[] }
	| { kind: "clip"; x1: number | undefined; x2: number | undefined; y1: number | undefined; y2: number | undefined }
	| { kind: "unclip" };

interface Canvas {
	write(x: number, y: number, text: string, options: { transformers: Transformer[] }): void;
	clip(clip: { x1: number | undefined; x2: number | undefined; y1: number | undefined; y2: number | undefined }): void;
	unclip(): void;
	get(): { output: string; height: number };
}

function draw(canvas: Canvas, operations: readonly Operation[]): { output: string; height: number } {
	let open = 0;
	for (const operation of operations) {
		if (operation.kind === "write") canvas.write(operation.x, operation.y, operation.text, operation);
		else if (operation.kind === "clip") {
			open++;
			canvas.clip(operation);
		} else if (open > 0) {
			open--;
			canvas.unclip();
		}
	}
	return canvas.get();
}

/** What a frame shows, however its sequences are put. */
function cells({ output, height }: { output: string; height: number }): readonly Omit<ScreenLine, "text">[] {
	const lines = output.split("\n").map((line) => ({ ...parseLine(line, 100), text: undefined }));
	expect(lines).toHaveLength(Math.max(1, height));
	return lines.map(({ length, cells: shown, styles, uncertain }) => ({
		length,
		cells: shown.slice(0, length),
		styles: styles.slice(0, length),
		uncertain,
	}));
}

const red: Transformer = (text) => `\x1b[31m${text}\x1b[39m`;
const numbered: Transformer = (text, index) => `${index}${text}`;
const words = [
	"pod",
	" ",
	"価格",
	"😀",
	"│",
	"\x1b[1mbold\x1b[22m",
	"\x1b[1;31mred\x1b[0m",
	"─▸→",
	"\x1b[44m",
	"\x1b[49m",
	"e\u0301",
	"\n",
	"x".repeat(9),
];

const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(""));
// Ink clips a direction with both of its edges, or not at all.
const edges = (max: number): fc.Arbitrary<[number | undefined, number | undefined]> =>
	fc.oneof(
		fc.tuple(fc.integer({ min: -2, max }), fc.integer({ min: -2, max })),
		fc.constant<[undefined, undefined]>([undefined, undefined]),
	);
const operation: fc.Arbitrary<Operation> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant("write" as const),
			x: fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 22 })),
			y: fc.integer({ min: -2, max: 9 }),
			text,
			transformers: fc.subarray([red, numbered]),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.tuple(edges(24), edges(9)).map(([[x1, x2], [y1, y2]]) => ({ kind: "clip" as const, x1, x2, y1, y2 })),
	},
	{ weight: 1, arbitrary: fc.constant({ kind: "unclip" as const }) },
);

describe("the row cache behind Ink", () => {
	it(
		"draws what Ink's own output draws, frame after frame",
		async () => {
			const change = fc.record({
				at: fc.nat(30),
				operation,
				down: fc.integer({ min: -2, max: 2 }),
				height: fc.integer({ min: 0, max: 9 }),
			});
			await fuzz(
				fc.property(fc.array(operation, { maxLength: 12 }), fc.array(change, { maxLength: 6 }), (first, changes) => {
					let operations = first;
					let height = 8;
					for (const { at, operation: next, down, height: nextHeight } of [undefined, ...changes].map(
						(one) => one ?? { at: -1, operation: undefined, down: 0, height },
					)) {
						if (next !== undefined) operations = operations.toSpliced(at % (operations.length + 1), 1, next);
						operations = operations.map((one) => (one.kind === "write" ? { ...one, y: one.y + down } : one));
						height = nextHeight;
						const size = { width: 20, height };
						expect(cells(draw(new RowCachedOutput(size), operations))).toEqual(
							cells(draw(new InkOutput(size), operations)),
						);
					}
				}),
				50_000,
			);
		},
		fuzzTimeoutMs,
	);

	it("draws a row anew only when something else is written on it than on any row before", () => {
		let runs = 0;
		const counted: Transformer = (line) => {
			runs++;
			return line;
		};
		const frame = (lines: readonly string[]): string => {
			const canvas = new RowCachedOutput({ width: 10, height: lines.length });
			for (const [y, line] of lines.entries()) canvas.write(0, y, line, { transformers: [counted] });
			return canvas.get().output;
		};
		expect(frame(["a", "b", "c"])).toBe("a\nb\nc");
		expect(runs).toBe(3);
		expect(frame(["b", "c", "d"])).toBe("b\nc\nd");
		expect(runs).toBe(4);
		frame(["b", "c", "d"]);
		expect(runs).toBe(4);
	});
});
