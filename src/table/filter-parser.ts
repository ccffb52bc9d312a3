import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { type Token, tokenize } from "./filter-lexer.ts";
import type { FilterError, FilterNode, Place, SortTerm } from "./filter-tree.ts";
import { parseWord } from "./filter-word.ts";

/** What a filter says: which rows, undefined for all of them, and in which order, undefined for any. */
export interface ParsedFilter {
	readonly tree: FilterNode | undefined;
	readonly sort: SortTerm | undefined;
}

/** Longer texts are a slip of the clipboard; all that follows may take its time for one letter. */
const MOST_LENGTH = 1_000;

/** Parentheses and negations within one another. */
const MOST_DEPTH = 50;

/**
 * Read a filter, of whichever columns.
 *
 *     any   = all { "|" all }
 *     all   = term { term }
 *     term  = "!" term | "(" any ")" | "~" word | "/" pattern "/" | "-l" selector | comparison | word
 *
 * `sort:column` may stand beside any term that is neither negated nor in parentheses.
 */
export function parseTree(text: string): Result<ParsedFilter, FilterError> {
	if (text.length > MOST_LENGTH) {
		return fail({ message: messages.table.tooLong(MOST_LENGTH), at: MOST_LENGTH, length: text.length - MOST_LENGTH });
	}
	const tokens = tokenize(text);
	return tokens.ok ? new Parser(tokens.value, text.length).parse() : tokens;
}

type Parsed<Value> = Result<Value, FilterError>;

/** Reads tokens from first to last; lives for one text. */
class Parser {
	readonly #tokens: readonly Token[];
	readonly #textLength: number;
	#next = 0;
	#sort: SortTerm | undefined;

	constructor(tokens: readonly Token[], textLength: number) {
		this.#tokens = tokens;
		this.#textLength = textLength;
	}

	parse(): Parsed<ParsedFilter> {
		const tree = this.#any(0);
		if (!tree.ok) return tree;
		const rest = this.#peek();
		if (rest !== undefined) return wrong(messages.table.unopenedGroup, rest);
		return ok({ tree: tree.value, sort: this.#sort });
	}

	/** Undefined where nothing stands but `sort:`, if anything. */
	#any(depth: number): Parsed<FilterNode | undefined> {
		const first = this.#all(depth);
		let or = this.#peek();
		if (!first.ok || or?.type !== "or") return first;
		const of: FilterNode[] = [];
		for (let branch: Parsed<FilterNode | undefined> = first; ; branch = this.#all(depth)) {
			if (!branch.ok) return branch;
			if (branch.value === undefined) return wrong(messages.table.emptyAlternative, or);
			of.push(branch.value);
			if (this.#peek()?.type !== "or") return ok({ kind: "any", of, ...around(of) });
			or = this.#take();
		}
	}

	#all(depth: number): Parsed<FilterNode | undefined> {
		const of: FilterNode[] = [];
		for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
			if (token.type === "or" || token.type === "close") break;
			const term = this.#term(depth);
			if (!term.ok) return term;
			if (term.value.kind !== "sort") of.push(term.value);
			else if (depth > 0) return wrong(messages.table.sortWithin, term.value);
			else if (this.#sort !== undefined) return wrong(messages.table.sortTwice, term.value);
			else this.#sort = term.value;
		}
		return ok(of.length > 1 ? { kind: "all", of, ...around(of) } : of[0]);
	}

	/** There is a token, and it neither ends a group nor parts alternatives. */
	#term(depth: number): Parsed<FilterNode | (SortTerm & { readonly kind: "sort" })> {
		const token = this.#take();
		if (depth > MOST_DEPTH) return wrong(messages.table.tooDeep, token);
		switch (token.type) {
			case "not":
				return this.#negated(token, depth);
			case "open":
				return this.#group(token, depth);
			case "fuzzy":
				return this.#fuzzy(token);
			case "pattern":
				if (token.source === "") return wrong(messages.table.emptyTerm, token);
				return ok({ kind: "pattern", source: token.source, ...place(token) });
			case "labels":
				if (token.selector.trim() === "") return wrong(messages.table.noSelector, token);
				return ok({ kind: "labels", selector: token.selector, ...place(token) });
			case "word":
				return parseWord(token);
			default:
				throw new Error(`no term begins with ${token.type}`);
		}
	}

	#negated(not: Token, depth: number): Parsed<FilterNode> {
		const next = this.#peek();
		const adjoins = next !== undefined && next.at === not.at + not.length;
		if (!adjoins || next.type === "or" || next.type === "close") return wrong(messages.table.nothingToNegate, not);
		if (next.type === "fuzzy") return wrong(messages.table.fuzzyNegated, { at: not.at, length: 2 });
		const term = this.#term(depth + 1);
		if (!term.ok) return term;
		if (term.value.kind === "sort") return wrong(messages.table.sortWithin, term.value);
		return ok({ kind: "not", of: term.value, ...spanning(not, term.value) });
	}

	#group(open: Token, depth: number): Parsed<FilterNode> {
		const inner = this.#any(depth + 1);
		if (!inner.ok) return inner;
		const close = this.#peek();
		if (close === undefined) {
			return wrong(messages.table.openGroup, { at: open.at, length: this.#textLength - open.at });
		}
		this.#next++;
		if (inner.value === undefined) return wrong(messages.table.emptyGroup, spanning(open, close));
		return ok({ ...inner.value, ...spanning(open, close) });
	}

	#fuzzy(tilde: Token): Parsed<FilterNode> {
		const word = this.#peek();
		if (word?.type !== "word" || word.at !== tilde.at + tilde.length) {
			return wrong(messages.table.nothingToFind, tilde);
		}
		this.#next++;
		const text = word.characters.map(({ character }) => character).join("");
		if (text.trim() === "") return wrong(messages.table.nothingToFind, spanning(tilde, word));
		return ok({ kind: "fuzzy", text, ...spanning(tilde, word) });
	}

	#peek(): Token | undefined {
		return this.#tokens[this.#next];
	}

	#take(): Token {
		return this.#tokens[this.#next++] as Token;
	}
}

function wrong(message: string, { at, length }: Place): { readonly ok: false; readonly failure: FilterError } {
	return fail({ message, at, length });
}

function place({ at, length }: Place): Place {
	return { at, length };
}

function spanning(first: Place, last: Place): Place {
	return { at: first.at, length: last.at + last.length - first.at };
}

function around(nodes: readonly FilterNode[]): Place {
	return spanning(nodes[0] as FilterNode, nodes.at(-1) as FilterNode);
}
