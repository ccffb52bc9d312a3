import { fail, ok, type Result } from "../base/result.ts";
import { parseTree } from "../table/filter-parser.ts";
import type { Comparison, FilterError, FilterNode, Operator } from "../table/filter-tree.ts";
import { globTest } from "../table/glob.ts";
import { parseDuration } from "../text/duration.ts";
import { messages } from "../text/messages/messages.ts";
import { compilePattern } from "../text/pattern/pattern.ts";
import { safeText } from "../text/safe-text.ts";
import { levelOf, levels } from "./level-words.ts";
import type { LineFacts } from "./line-facts.ts";

/** Whether a line is let through. */
export type LineTest = (line: LineFacts) => boolean;

/**
 * Read a filter of lines, in the language of tables. Words are looked for in the whole line; what stands before an
 * operator is the name of a field, which a line has or has not: a comparison with a field that a line lacks fails, and
 * so does its negation. An empty filter is undefined.
 */
export function compileLogFilter(text: string): Result<LineTest | undefined, FilterError> {
	const parsed = parseTree(text);
	if (!parsed.ok) return parsed;
	const { tree, sort } = parsed.value;
	if (sort !== undefined) return fail({ message: messages.logs.noOrder, at: sort.at, length: sort.length });
	return tree === undefined ? ok(undefined) : compile(tree, false);
}

function compile(node: FilterNode, negated: boolean): Result<LineTest, FilterError> {
	switch (node.kind) {
		case "not":
			return compile(node.of, !negated);
		case "all":
		case "any":
			return several(node.of, negated, (node.kind === "all") !== negated);
		case "fuzzy":
			return fail({ message: safeText(messages.logs.noNames(node.text)), at: node.at, length: node.length });
		case "text": {
			const word = node.text.toLowerCase();
			return ok((line) => line.lower.includes(word) !== negated);
		}
		case "pattern": {
			const pattern = compilePattern(node.source);
			if (pattern.ok) return ok(({ text }) => pattern.value.test(text, 0, text.length) !== negated);
			const { reason, at, length } = pattern.failure;
			return fail({ message: messages.table.badPattern(reason), at: node.at + 1 + at, length });
		}
		case "labels":
			return fail({ message: messages.logs.noLabels, at: node.at, length: node.length });
		case "comparison":
			return comparison(node, negated);
	}
}

function several(nodes: readonly FilterNode[], negated: boolean, every: boolean): Result<LineTest, FilterError> {
	const tests: LineTest[] = [];
	for (const node of nodes) {
		const test = compile(node, negated);
		if (!test.ok) return test;
		tests.push(test.value);
	}
	return ok(every ? (line) => tests.every((test) => test(line)) : (line) => tests.some((test) => test(line)));
}

function comparison(node: Comparison, negated: boolean): Result<LineTest, FilterError> {
	const { operator, values } = node;
	const name = node.column.toLowerCase();
	const wanted = (operator !== "!=") !== negated;
	if (operator === ":" || operator === "=" || operator === "!=") {
		const globs = values.map(({ glob }) => globTest(name === "level" ? glob.map(spelled) : glob));
		return ok((line) => {
			const value = line.value(name)?.toLowerCase();
			return value !== undefined && globs.some((matches) => matches(value)) === wanted;
		});
	}
	const [{ glob, place } = { glob: [""], place: node }] = values;
	const limit = name === "level" ? rank(glob[0] ?? "") : number(glob[0] ?? "");
	if (limit === undefined) {
		const { at, length } = place;
		const given = safeText(glob[0] ?? "");
		return fail({
			message: name === "level" ? messages.logs.noLevel(given) : messages.logs.noNumber(given),
			at,
			length,
		});
	}
	return ok((line) => {
		const text = line.value(name);
		const value = text === undefined ? undefined : name === "level" ? rank(text) : number(text);
		return value !== undefined && holds(value, operator, limit) === wanted;
	});
}

/** `warning` asks for what programs call `warn`. */
function spelled(part: string): string {
	return levelOf(part) ?? part;
}

function rank(level: string): number | undefined {
	const known = levelOf(level);
	return known === undefined ? undefined : levels.indexOf(known);
}

const small: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, "\u00b5s": 1e-3, ms: 1 };

/** A number, or how long something took in milliseconds: `12`, `1.5ms`, `2m30s`. */
function number(text: string): number | undefined {
	const short = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(ns|us|\u00b5s|ms)?$/i.exec(text);
	if (short !== null) return Number(short[1]) * (small[short[2] ?? "ms"] ?? 1);
	return parseDuration(text.toLowerCase());
}

function holds(value: number, operator: Operator, limit: number): boolean {
	switch (operator) {
		case ">":
			return value > limit;
		case ">=":
			return value >= limit;
		case "<":
			return value < limit;
		default:
			return value <= limit;
	}
}
