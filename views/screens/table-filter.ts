import { createStore } from "../../src/base/store.ts";
import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import type { FilterError } from "../../src/table/filter-tree.ts";
import type { Sort, TableView } from "../../src/table/table-view.ts";

type View = Pick<TableView<ResourceRow, Live>, "setFilter" | "setSort">;

/** What a table is filtered by: what is typed, and the last of it that could be read. */
export class TableFilter {
	/** As typed. */
	readonly text = createStore("");
	/** What is wrong with it; the last good one is in force then. */
	readonly problem = createStore<FilterError | undefined>(undefined);
	readonly inForce = createStore("");
	/** What `sort:` in it last asked for. */
	#askedSort: Sort | undefined;

	/** Filter a view by what is typed; false when that is wrong. */
	set(view: View, text: string): boolean {
		this.text.set(text);
		const result = view.setFilter(text);
		this.problem.set(result.ok ? undefined : result.failure);
		if (!result.ok) return false;
		this.inForce.set(text);
		this.#sortAsAsked(view, result.value.sort);
		return true;
	}

	/** Filter another view of the rows as the one before: with other columns, what was wrong may be right. */
	moveTo(view: View): void {
		if (!view.setFilter(this.inForce.get()).ok) this.inForce.set("");
		this.set(view, this.text.get());
	}

	/** It acts when it is new: typing on does not undo what the user has sorted since. */
	#sortAsAsked(view: View, asked: Sort | undefined): void {
		const isNew = asked?.columnId !== this.#askedSort?.columnId || asked?.descending !== this.#askedSort?.descending;
		this.#askedSort = asked;
		if (asked !== undefined && isNew) view.setSort(asked);
	}
}
