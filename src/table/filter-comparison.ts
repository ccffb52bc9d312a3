import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import type { Column, Unit } from "./column.ts";
import type { CompiledTest } from "./filter-compile.ts";
import type { Comparison, FilterError, Operator } from "./filter-tree.ts";
import { parseValue } from "./filter-value.ts";
import { isOrdering } from "./filter-word.ts";
import { findColumn } from "./find-column.ts";
import { globTest } from "./glob.ts";

/** A part of a comparison: whether a known cell meets it. */
type CellTest = (value: number, text: () => string) => boolean;

/**
 * Make a test of a comparison. A column of texts is compared by what its cells say, whatever the case. A
 * column of numbers is compared by number; the same (`:`, `=`) is what is equal or is
 * drawn so, and what is not known neither meets a comparison nor its negation.
 */
export function compileComparison<R, L>(
	comparison: Comparison,
	columns: readonly Column<R, L>[],
	negated: boolean,
): Result<CompiledTest<R, L>, FilterError> {
	const found = findColumn(comparison.column, columns, comparison.columnPlace);
	if (!found.ok) return found;
	const column = found.value;
	const reads = { text: false, time: column.live === "time", usage: column.live === "usage" };
	const { unit } = column;
	if (unit === undefined) {
		if (isOrdering(comparison.operator)) {
			const { at, length } = comparison;
			return fail({ message: messages.table.notANumber(safeText(column.id)), at, length });
		}
		const globs = comparison.values.map(({ glob }) => globTest(glob));
		const wanted = (comparison.operator !== "!=") !== negated;
		return ok({
			reads,
			test: (row, _, live) => {
				const text = column.text(row, live).toLowerCase();
				return globs.some((matches) => matches(text)) === wanted;
			},
		});
	}
	const cellTest = isOrdering(comparison.operator) ? orderTest(comparison, unit) : sameTest(comparison, unit);
	if (!cellTest.ok) return cellTest;
	const meets = cellTest.value;
	const wanted = (comparison.operator !== "!=") !== negated;
	return ok({
		reads,
		test: (row, _, live) => {
			const value = valueOf(column, row, live);
			return value !== undefined && meets(value, () => column.text(row, live).toLowerCase()) === wanted;
		},
	});
}

function valueOf<R, L>(column: Column<R, L>, row: R, live: L): number | undefined {
	const value = column.value === undefined ? column.order?.(row, live) : column.value(row, live);
	return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
}

function orderTest({ operator, values }: Comparison, unit: Unit): Result<CellTest, FilterError> {
	// One value, without wildcards: more or less than several would mean nothing.
	const [{ glob, place } = { glob: [""], place: { at: 0, length: 0 } }] = values;
	const limit = parseValue(glob[0] ?? "", unit);
	return limit.ok ? ok(ordered(operator, limit.value)) : fail({ message: limit.failure, ...place });
}

function ordered(operator: Operator, limit: number): CellTest {
	switch (operator) {
		case ">":
			return (value) => value > limit;
		case ">=":
			return (value) => value >= limit;
		case "<":
			return (value) => value < limit;
		default:
			return (value) => value <= limit;
	}
}

/** The same number, or what the cell says: a share of 90.4 is drawn as 90, and a restart with its age. */
function sameTest({ values }: Comparison, unit: Unit): Result<CellTest, FilterError> {
	const numbers: number[] = [];
	for (const { glob, place } of values) {
		const [exact = "", ...more] = glob;
		if (more.length > 0) continue;
		const number = parseValue(exact, unit);
		if (!number.ok) return fail({ message: number.failure, ...place });
		numbers.push(number.value);
	}
	const globs = values.map(({ glob }) => globTest(glob));
	return ok((value, text) => {
		if (numbers.includes(value)) return true;
		const drawn = text();
		return globs.some((matches) => matches(drawn));
	});
}
