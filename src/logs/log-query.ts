import { ok, type Result } from "../base/result.ts";
import type { FilterError } from "../table/filter-tree.ts";
import type { LineQuery } from "./line-selection.ts";
import { compileLogFilter, type LineTest } from "./log-filter.ts";
import { compileSearch, type LogSearch } from "./log-search.ts";

/** What is asked of the lines: as it was typed, and as it is held against them. */
export class LogQuery {
	inverted = false;
	context = 0;
	#filter: { readonly text: string; readonly test: LineTest | undefined } = { text: "", test: undefined };
	#searched: { readonly text: string; readonly search: LogSearch | undefined } = { text: "", search: undefined };

	get filter(): string {
		return this.#filter.text;
	}

	get searched(): string {
		return this.#searched.text;
	}

	get search(): LogSearch | undefined {
		return this.#searched.search;
	}

	get isFiltering(): boolean {
		return this.#filter.test !== undefined;
	}

	/** One that cannot be read changes nothing. */
	setFilter(text: string): Result<void, FilterError> {
		const test = compileLogFilter(text);
		if (!test.ok) return test;
		this.#filter = { text, test: test.value };
		return ok(undefined);
	}

	/** Likewise. */
	setSearch(text: string): Result<void, FilterError> {
		const search = compileSearch(text);
		if (!search.ok) return search;
		this.#searched = { text, search: search.value };
		return ok(undefined);
	}

	/** As it is now. */
	lines(): LineQuery {
		const { search } = this;
		return {
			filter: this.#filter.test,
			inverted: this.inverted,
			context: this.context,
			search: search && ((line) => search.test(line.text)),
		};
	}
}
