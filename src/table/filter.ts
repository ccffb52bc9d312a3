import { ok, type Result } from "../base/result.ts";
import type { Column } from "./column.ts";
import { compileTree, type FilterSubject, type Reads, type RowTest } from "./filter-compile.ts";
import { parseTree } from "./filter-parser.ts";
import type { FilterError, SortTerm } from "./filter-tree.ts";
import { findColumn } from "./find-column.ts";
import type { Sort } from "./row-order.ts";
import type { Row } from "./row-source.ts";

/** Which rows to show. */
export interface Filter<R, L> {
	/** True when it keeps everything. */
	readonly empty: boolean;
	readonly matches: RowTest<R, L>;
	readonly reads: Reads;
	/** The order that `sort:` asks for; whoever shows the rows applies it. Undefined = none. */
	readonly sort: Sort | undefined;
}

/** Keeps everything. */
export const NO_FILTER: Filter<unknown, unknown> = {
	empty: true,
	matches: () => true,
	reads: { text: false, time: false, usage: false },
	sort: undefined,
};

/**
 * Read a filter. This is the door to the filter language, whose grammar stands in docs/filter.md: words,
 * `~fuzzy`, `!not`, `/pattern/`, `-l selector`, comparisons such as `cpu>500m`, `|`, parentheses, quotes, `sort:`.
 */
export function parseFilter<R extends Row, L>(
	text: string,
	subject: FilterSubject<R, L>,
): Result<Filter<R, L>, FilterError> {
	const parsed = parseTree(text);
	if (!parsed.ok) return parsed;
	const { tree, sort: sortTerm } = parsed.value;
	const sort = sortTerm === undefined ? ok(undefined) : resolveSort(sortTerm, subject.columns);
	if (!sort.ok) return sort;
	if (tree === undefined) return ok({ ...NO_FILTER, sort: sort.value });
	const compiled = compileTree(tree, subject);
	if (!compiled.ok) return compiled;
	const { test, reads } = compiled.value;
	return ok({ empty: false, matches: test, reads, sort: sort.value });
}

function resolveSort<R, L>(term: SortTerm, columns: readonly Column<R, L>[]): Result<Sort, FilterError> {
	const found = findColumn(term.column, columns, term);
	if (!found.ok) return found;
	const first = found.value.descending === true;
	return ok({ columnId: found.value.id, descending: first !== term.reversed });
}
