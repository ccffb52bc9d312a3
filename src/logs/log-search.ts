import { fail, ok, type Result } from "../base/result.ts";
import type { FilterError } from "../table/filter-tree.ts";
import { messages } from "../text/messages/messages.ts";
import { compilePattern, type Pattern } from "../text/pattern/pattern.ts";

/** What is searched for. */
export interface LogSearch {
	/** Whether a line, without its colours, has it. */
	test(text: string): boolean;
	/** Where it stands in a text; the whole text where only that it is there is known. */
	places(text: string): readonly { readonly from: number; readonly to: number }[];
}

/** More than can be told apart on a screen. */
const mostPlaces = 100;

/** Read what is to be searched for: a text, whatever its case, or `/re/`. An empty one is undefined. */
export function compileSearch(text: string): Result<LogSearch | undefined, FilterError> {
	if (text === "") return ok(undefined);
	const source = /^\/(.+)\/i?$/.exec(text)?.[1];
	if (source === undefined) return ok(literal(text));
	const pattern = compilePattern(source);
	if (pattern.ok) return ok(regular(pattern.value));
	const { reason, at, length } = pattern.failure;
	return fail({ message: messages.table.badPattern(reason), at: at + 1, length });
}

function literal(term: string): LogSearch {
	const small = term.toLowerCase();
	return {
		test: (text) => text.toLowerCase().includes(small),
		places: (text) => {
			const lower = text.toLowerCase();
			// There are letters that become two when they are small: places in the one are none in the other then.
			const [hay, needle] = lower.length === text.length ? [lower, small] : [text, term];
			const found: { from: number; to: number }[] = [];
			for (
				let at = hay.indexOf(needle);
				at >= 0 && found.length < mostPlaces;
				at = hay.indexOf(needle, at + needle.length)
			)
				found.push({ from: at, to: at + needle.length });
			return found;
		},
	};
}

function regular(pattern: Pattern): LogSearch {
	return {
		test: (text) => pattern.test(text, 0, text.length),
		places: (text) => {
			const found: { from: number; to: number }[] = [];
			let from = 0;
			while (from < text.length && found.length < mostPlaces && pattern.test(text, from, text.length)) {
				const to = least(from, text.length, (end) => pattern.test(text, from, end));
				const start = to - least(0, to - from, (length) => pattern.test(text, to - length, to));
				if (to <= start || !pattern.test(text, start, to)) return [{ from: 0, to: text.length }];
				found.push({ from: start, to });
				from = to;
			}
			return found;
		},
	};
}

/** The least number between two for which something holds, that holds for all above it too. */
function least(low: number, high: number, holds: (value: number) => boolean): number {
	let from = low;
	let to = high;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (holds(middle)) to = middle;
		else from = middle + 1;
	}
	return to;
}
