import type { Column } from "./column.ts";

/** Cells between two columns. */
const GAP = 1;

/** No column is squeezed below this, however small the screen. */
const LEAST_WIDTH = 3;

/** From this priority on a column is drawn only where the others have their ideal width. */
const EXTRA_PRIORITY = 3;

/** A column needs to have been too wide for this long before it shrinks. */
const SHRINK_AFTER_MS = 10_000;

/** A column and the cells it gets. */
export interface PlacedColumn<R, L> {
	readonly column: Column<R, L>;
	readonly width: number;
}

/**
 * Choose the columns that fit and how wide each is; their widths and one cell between two of them
 * never add up to more than `screenWidth`.
 *
 * Which columns are drawn depends on the screen and on the widest content so far: columns go, the least important
 * first, until the rest fits at its ideal widths (or at what its content has needed, where that is less), or, once only
 * important ones are left, at its least. So a column may go when wider rows come, but none comes and goes with the
 * rows. What is left over goes to the most important columns first, as far as their content needs it, and of those to
 * the one that lacks least.
 *
 * @param contentWidths - for each column the cells of its widest cell, its heading among them
 * @param widestSoFar - the same of all that this table has drawn
 */
export function layoutColumns<R, L>(
	columns: readonly Column<R, L>[],
	contentWidths: readonly number[],
	widestSoFar: readonly number[],
	screenWidth: number,
): readonly PlacedColumn<R, L>[] {
	let kept = columns.map((column, index) => {
		const least = minimum(column);
		const ideal = Math.min(column.idealWidth ?? least, Math.max(widestSoFar[index] ?? 0, LEAST_WIDTH));
		const wanted = Math.min(contentWidths[index] ?? 0, column.maxWidth ?? Number.POSITIVE_INFINITY);
		return { column, least, ideal, wanted: Math.max(wanted, LEAST_WIDTH) };
	});
	while (kept.length > 1) {
		const highest = Math.max(...kept.map(({ column }) => column.priority));
		const extra = highest >= EXTRA_PRIORITY;
		const needed = kept.map(({ ideal, least }) => (extra ? ideal : least));
		if (highest === 0 || total(needed) <= screenWidth) break;
		// Extras of one priority belong together: a share of requests for CPU, and one for memory.
		if (extra) kept = kept.filter(({ column }) => column.priority !== highest);
		else
			kept.splice(
				kept.findLastIndex(({ column }) => column.priority === highest),
				1,
			);
	}

	const widths = kept.map(({ least, wanted }) => Math.min(least, wanted));
	squeeze(widths, screenWidth);
	while (widths.length > 1 && total(widths) > screenWidth) {
		widths.pop();
		kept.pop();
	}
	let free = screenWidth - total(widths);
	const short = kept.map(({ column, wanted }, index) => ({
		index,
		priority: column.priority,
		cells: Math.max(0, wanted - (widths[index] ?? 0)),
	}));
	// Of equals the one that lacks least comes first: a whole status before one more letter of a name.
	for (const { index, cells } of short.sort((a, b) => a.priority - b.priority || a.cells - b.cells)) {
		const more = Math.max(0, Math.min(free, cells));
		widths[index] = (widths[index] ?? 0) + more;
		free -= more;
	}
	if (widths.length === 1) widths[0] = Math.max(0, Math.min(widths[0] ?? 0, screenWidth));
	return kept.map(({ column }, index) => ({ column, width: widths[index] ?? 0 }));
}

/** How wide a column has been, so that it does not jitter. */
export interface SettledWidth {
	readonly width: number;
	/** The widest that was wanted since it has been too wide; undefined while it is not. */
	readonly slack: { readonly sinceMs: number; readonly widest: number } | undefined;
}

/**
 * Steady content widths by column id: a column grows at once and shrinks only after its content has
 * been narrower for ten seconds.
 *
 * @param before - the result of the last call for this table; empty at first, and when it is sorted
 * or filtered anew
 * @param wanted - what the rows on the screen want now
 * @param nowMs - monotonic time
 */
export function settleWidths(
	before: ReadonlyMap<string, SettledWidth>,
	wanted: ReadonlyMap<string, number>,
	nowMs: number,
): ReadonlyMap<string, SettledWidth> {
	const settled = new Map<string, SettledWidth>();
	for (const [id, width] of wanted) settled.set(id, settle(before.get(id), width, nowMs));
	return settled;
}

function settle(before: SettledWidth | undefined, wanted: number, nowMs: number): SettledWidth {
	if (before === undefined || wanted >= before.width) return { width: wanted, slack: undefined };
	const slack = {
		sinceMs: before.slack?.sinceMs ?? nowMs,
		widest: Math.max(before.slack?.widest ?? 0, wanted),
	};
	if (nowMs - slack.sinceMs < SHRINK_AFTER_MS) return { width: before.width, slack };
	return { width: slack.widest, slack: undefined };
}

/** The least useful width of a column. */
function minimum<R, L>({ minWidth, maxWidth, title }: Column<R, L>): number {
	return Math.min(minWidth ?? title.length, maxWidth ?? Number.POSITIVE_INFINITY);
}

/** Take cells from the widest columns until they fit, or none can give any more. */
function squeeze(widths: number[], screenWidth: number): void {
	for (let excess = total(widths) - screenWidth; excess > 0; excess--) {
		const widest = widths.indexOf(Math.max(...widths));
		const width = widths[widest] ?? 0;
		if (width <= LEAST_WIDTH) return;
		widths[widest] = width - 1;
	}
}

function total(widths: readonly number[]): number {
	return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}
