import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import type { Token, WordCharacter } from "./filter-lexer.ts";
import type { Comparison, FilterError, FilterNode, Glob, Operator, Place, SortTerm } from "./filter-tree.ts";

type Word = Extract<Token, { type: "word" }>;

/** A bare word, a comparison such as `cpu>500m`, or `sort:cpu`. Quoted and escaped characters are never operators. */
export function parseWord(word: Word): Result<FilterNode | (SortTerm & { readonly kind: "sort" }), FilterError> {
	const { characters, at, length } = word;
	const found = findOperator(characters);
	if (found === undefined) {
		const text = textOf(characters);
		if (text === "") return fail({ message: messages.table.emptyTerm, at, length });
		return ok({ kind: "text", text, at, length });
	}
	const { operator, index, width } = found;
	if (index === 0) {
		// `<none>` is a text; an operator alone is a comparison with blanks in it.
		if (characters.length > width) return ok({ kind: "text", text: textOf(characters), at, length });
		return fail({ message: messages.table.loneOperator(operator), at, length });
	}
	const column = textOf(characters.slice(0, index));
	const columnPlace = { at, length: (characters[index]?.at ?? at) - at };
	const valueAt = (characters[index + width - 1]?.at ?? at) + 1;
	const rest = characters.slice(index + width);
	const valuePlace = { at: valueAt, length: at + length - valueAt };
	if (valuePlace.length === 0) {
		return fail({ message: messages.table.noValue(safeText(column), operator), at, length });
	}
	if (column.toLowerCase() === "sort") return sortTerm(operator, rest, { at, length });
	const comparison = { kind: "comparison", column, columnPlace, operator, at, length } as const;
	return isOrdering(operator) ? ordering(comparison, rest, valuePlace) : anyOf(comparison, rest, valuePlace);
}

/** Whether an operator asks for more or less rather than for the same. */
export function isOrdering(operator: Operator): boolean {
	return operator === ">" || operator === ">=" || operator === "<" || operator === "<=";
}

function ordering(
	comparison: Omit<Comparison, "values">,
	rest: readonly WordCharacter[],
	place: Place,
): Result<Comparison, FilterError> {
	return ok({ ...comparison, values: [{ glob: [textOf(rest)], place }] });
}

function anyOf(
	comparison: Omit<Comparison, "values">,
	rest: readonly WordCharacter[],
	whole: Place,
): Result<Comparison, FilterError> {
	const commas = rest.filter(({ character, literal }) => character === "," && !literal).map(({ at }) => at);
	const end = whole.at + whole.length;
	const values: { readonly glob: Glob; readonly place: Place }[] = [];
	let from = whole.at;
	for (const to of [...commas, end]) {
		const place = { at: from, length: to - from };
		if (place.length === 0) return fail({ message: messages.table.emptyValue, at: Math.min(from, end - 1), length: 1 });
		values.push({ glob: globOf(rest.filter(({ at }) => at >= from && at < to)), place });
		from = to + 1;
	}
	return ok({ ...comparison, values });
}

function sortTerm(
	operator: Operator,
	rest: readonly WordCharacter[],
	place: Place,
): Result<SortTerm & { readonly kind: "sort" }, FilterError> {
	const reversed = rest[0]?.character === "-" && !rest[0].literal;
	const column = textOf(reversed ? rest.slice(1) : rest);
	if (operator !== ":" || column === "") return fail({ message: messages.table.sortForm, ...place });
	return ok({ kind: "sort", column, reversed, ...place });
}

/** The first operator, where it stands, and how many characters it takes. */
function findOperator(
	characters: readonly WordCharacter[],
): { readonly operator: Operator; readonly index: number; readonly width: number } | undefined {
	for (let index = 0; index < characters.length; index++) {
		const bare = bareAt(characters, index);
		const equals = bareAt(characters, index + 1) === "=";
		if (bare === ":") return { operator: ":", index, width: 1 };
		if (bare === "=") return { operator: "=", index, width: equals ? 2 : 1 };
		if (bare === "!" && equals) return { operator: "!=", index, width: 2 };
		if (bare === ">") return { operator: equals ? ">=" : ">", index, width: equals ? 2 : 1 };
		if (bare === "<") return { operator: equals ? "<=" : "<", index, width: equals ? 2 : 1 };
	}
	return undefined;
}

function bareAt(characters: readonly WordCharacter[], index: number): string | undefined {
	const found = characters[index];
	return found === undefined || found.literal ? undefined : found.character;
}

function textOf(characters: readonly WordCharacter[]): string {
	return characters.map(({ character }) => character).join("");
}

function globOf(characters: readonly WordCharacter[]): Glob {
	const parts = [""];
	for (const { character, literal } of characters) {
		if (character === "*" && !literal) parts.push("");
		else parts[parts.length - 1] += character;
	}
	return parts;
}
