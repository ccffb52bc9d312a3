import { ok, type Result } from "../base/result.ts";
import { compilePattern } from "../text/pattern/pattern.ts";
import type { PatternError } from "../text/pattern/pattern-node.ts";
import { CELL_END } from "./haystack.ts";

/**
 * Compile a regular expression into a test of a haystack: does it match within one cell? `^` and `$` are
 * the ends of a cell.
 */
export function cellPattern(source: string): Result<(haystack: string) => boolean, PatternError> {
	const compiled = compilePattern(source);
	if (!compiled.ok) return compiled;
	const pattern = compiled.value;
	return ok((haystack) => {
		for (let start = 0; start < haystack.length; ) {
			const end = haystack.indexOf(CELL_END, start);
			if (pattern.test(haystack, start, end)) return true;
			start = end + CELL_END.length;
		}
		return false;
	});
}
