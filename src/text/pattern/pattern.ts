import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../messages/messages.ts";
import { Automaton } from "./automaton.ts";
import type { PatternError } from "./pattern-node.ts";
import { parsePattern } from "./pattern-parser.ts";
import { countPositions } from "./positions.ts";

/** Characters of a pattern once its repetitions are written out. It bounds what one step costs. */
const MOST_POSITIONS = 96;

/** Finds a pattern in a part of a text. */
export interface Pattern {
	/** Whether it matches somewhere from one index to another, which are the ends for `^` and `$`. */
	test(text: string, from: number, to: number): boolean;
}

/**
 * Compile a regular expression that ignores case. Whatever the expression, looking for it takes time
 * proportional to the text; that of V8 goes back and tries again, and `(a+)+$` in a name of
 * 60 letters would stand still for years.
 *
 * @see parsePattern for the syntax
 */
export function compilePattern(source: string): Result<Pattern, PatternError> {
	const parsed = parsePattern(source);
	if (!parsed.ok) return parsed;
	if (countPositions(parsed.value) > MOST_POSITIONS) {
		return fail({ reason: messages.table.pattern.tooLarge(MOST_POSITIONS), at: 0, length: source.length });
	}
	return ok(new Automaton(parsed.value));
}
