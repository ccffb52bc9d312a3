import InkOutput from "../../node_modules/ink/build/output.js";
import { simpleWidth } from "./simple-line.ts";

type Transformer = (text: string, index: number) => string;

interface Clip {
	readonly x1: number | undefined;
	readonly x2: number | undefined;
	readonly y1: number | undefined;
	readonly y2: number | undefined;
}

/** A write as far as it concerns one row of the screen. */
interface RowWrite {
	readonly x: number;
	/** The line of `text` that falls on the row. */
	readonly line: number;
	readonly text: string;
	readonly transformers: readonly Transformer[];
	/** Columns outside of these are cut. */
	readonly clips: readonly Clip[];
}

interface KnownRow {
	readonly writes: readonly RowWrite[];
	readonly drawn: string;
}

/** Rows of the last frame by what was written on them, wherever they stood. */
let known = new Map<string, KnownRow>();

/**
 * Stands in for Ink's `Output` in the bundle (see `scripts/quick-ink.ts`). Ink's reads every cell of the screen anew in
 * every frame; this one lets Ink's draw only the rows on which something else is written than on any row of the
 * last frame. `test/views/frame/row-cached-output.test.ts` holds the two to the same output.
 *
 * It relies on a transformer being a function of its text: the same function gives the same result.
 */
// Ink imports it so.
// oxlint-disable-next-line import/no-default-export
export default class RowCachedOutput {
	readonly width: number;
	readonly height: number;
	readonly #rows: RowWrite[][];
	readonly #clips: Clip[] = [];

	constructor({ width, height }: { width: number; height: number }) {
		this.width = width;
		this.height = height;
		this.#rows = Array.from({ length: height }, () => []);
	}

	write(x: number, y: number, text: string, { transformers }: { transformers: Transformer[] }): void {
		if (text === "") return;
		const lines = text.includes("\n") ? text.split("\n").length : 1;
		const clips = this.#clips.slice();
		for (let line = 0; line < lines; line++) {
			const row = y + line;
			if (clips.every((clip) => isInside(clip, row))) {
				this.#rows[row]?.push({ x, line, text, transformers, clips });
			}
		}
	}

	clip(clip: Clip): void {
		this.#clips.push(clip);
	}

	unclip(): void {
		this.#clips.pop();
	}

	get(): { output: string; height: number } {
		const drawn = new Map<string, KnownRow>();
		const lines = this.#rows.map((writes) => {
			if (writes.length === 0) return "";
			const key = `${this.width}\n${writes.map(keyOf).join("\n\n")}`;
			const before = known.get(key);
			const row =
				before !== undefined && haveSameTransformers(before.writes, writes)
					? before
					: { writes, drawn: this.#drawRow(writes) };
			drawn.set(key, row);
			return row.drawn;
		});
		known = drawn;
		return { output: lines.join("\n"), height: this.height };
	}

	/** One row by Ink's own code: a screen one row high, each write moved so that its line falls on it. */
	#drawRow(writes: readonly RowWrite[]): string {
		const whole = wholeRow(writes, this.width);
		if (whole !== undefined) return whole;
		const output = new InkOutput({ width: this.width, height: 1 });
		for (const { x, line, text, transformers, clips } of writes) {
			for (const { x1, x2 } of clips) output.clip({ x1, x2, y1: undefined, y2: undefined });
			output.write(x, -line, text, { transformers: [...transformers] });
			for (let clip = 0; clip < clips.length; clip++) output.unclip();
		}
		return output.get().output;
	}
}

/**
 * The row where it is one simple line that nothing cuts or changes: Ink's cells would only put its SGR sequences in
 * another order.
 */
function wholeRow([write, another]: readonly RowWrite[], columns: number): string | undefined {
	if (write === undefined || another !== undefined || write.x !== 0) return undefined;
	const { text, transformers, clips } = write;
	const width = simpleWidth(text);
	if (width === undefined || width > columns) return undefined;
	if (!clips.every(({ x1 = 0, x2 = columns }) => x1 <= 0 && x2 >= width && x2 > x1)) return undefined;
	if (transformers.some((transformer) => transformer(text, 0) !== text)) return undefined;
	return text.includes("\x1b") ? text : text.trimEnd();
}

function isInside({ y1, y2 }: Clip, row: number): boolean {
	return (y1 === undefined || row >= y1) && (y2 === undefined || row < y2);
}

function keyOf({ x, line, text, clips }: RowWrite): string {
	const columns = clips.map(({ x1, x2 }) => `${x1}-${x2}`).join(",");
	return `${x}/${line}/${columns}/${text}`;
}

function haveSameTransformers(before: readonly RowWrite[], after: readonly RowWrite[]): boolean {
	return after.every(({ transformers }, index) => {
		const others = before[index]?.transformers;
		if (others?.length !== transformers.length) return false;
		return transformers.every((transformer, at) => transformer === others[at]);
	});
}
