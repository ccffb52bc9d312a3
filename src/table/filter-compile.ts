import { fail, ok, type Result } from "../base/result.ts";
import { parseLabelSelector } from "../text/label-selector.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { cellPattern } from "./cell-pattern.ts";
import type { Column } from "./column.ts";
import { compileComparison } from "./filter-comparison.ts";
import type { FilterError, FilterNode } from "./filter-tree.ts";
import { fuzzyName } from "./fuzzy-name.ts";
import type { Row } from "./row-source.ts";

/** Whether to show a row; `haystack` is its searched text in lower case, empty where no test reads it. */
export type RowTest<R, L> = (row: R, haystack: string, live: L) => boolean;

/** What a test looks at besides the row, and so what may change its answer while the row stays. */
export interface Reads {
	/** The searched text. */
	readonly text: boolean;
	readonly time: boolean;
	readonly usage: boolean;
}

/** What a filter is held against. */
export interface FilterSubject<R, L> {
	/** Columns that may be compared, visible or not. */
	readonly columns: readonly Column<R, L>[];
	/** Labels in canonical text: `key=value` sorted by key and joined by commas. */
	readonly labels: (row: R) => string;
}

/** A test, and what it reads. */
export interface CompiledTest<R, L> {
	readonly test: RowTest<R, L>;
	readonly reads: Reads;
}

const NOTHING: Reads = { text: false, time: false, usage: false };
const TEXT: Reads = { ...NOTHING, text: true };

/**
 * Make a test of a tree. A negation is carried down to what it negates, so that a comparison with a value
 * that is not known fails on either side of it: `cpu>1`, `!cpu>1` and `!(cpu>1 | cpu<1)` all
 * leave out what was not measured.
 */
export function compileTree<R extends Row, L>(
	node: FilterNode,
	subject: FilterSubject<R, L>,
	negated = false,
): Result<CompiledTest<R, L>, FilterError> {
	switch (node.kind) {
		case "not":
			return compileTree(node.of, subject, !negated);
		case "all":
		case "any":
			return compileSeveral(node.of, subject, negated, (node.kind === "all") !== negated);
		case "text": {
			const text = node.text.toLowerCase();
			return ok({ test: (_, haystack) => haystack.includes(text) !== negated, reads: TEXT });
		}
		case "pattern": {
			const pattern = cellPattern(node.source);
			if (pattern.ok) return ok({ test: (_, haystack) => pattern.value(haystack) !== negated, reads: TEXT });
			const { reason, at, length } = pattern.failure;
			// After the slash.
			return fail({ message: messages.table.badPattern(reason), at: node.at + 1 + at, length });
		}
		case "fuzzy": {
			const resembles = fuzzyName(node.text);
			return ok({ test: (row) => resembles(row) !== negated, reads: NOTHING });
		}
		case "labels": {
			const matcher = parseLabelSelector(node.selector);
			const { labels } = subject;
			if (matcher.ok) return ok({ test: (row) => matcher.value(labels(row)) !== negated, reads: NOTHING });
			const { at, length } = node;
			return fail({ message: messages.table.badSelector(safeText(matcher.failure)), at, length });
		}
		case "comparison":
			return compileComparison(node, subject.columns, negated);
	}
}

function compileSeveral<R extends Row, L>(
	nodes: readonly FilterNode[],
	subject: FilterSubject<R, L>,
	negated: boolean,
	every: boolean,
): Result<CompiledTest<R, L>, FilterError> {
	const tests: RowTest<R, L>[] = [];
	let reads = NOTHING;
	for (const node of nodes) {
		const compiled = compileTree(node, subject, negated);
		if (!compiled.ok) return compiled;
		tests.push(compiled.value.test);
		const more = compiled.value.reads;
		reads = { text: reads.text || more.text, time: reads.time || more.time, usage: reads.usage || more.usage };
	}
	// All fail at the first that fails, any hold at the first that holds.
	const test: RowTest<R, L> = (row, haystack, live) => {
		for (const one of tests) if (one(row, haystack, live) !== every) return !every;
		return every;
	};
	return ok({ test, reads });
}
