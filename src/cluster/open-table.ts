import type { Readable } from "../base/store.ts";
import type { ResourceRow, Selection } from "../resources/resource.ts";
import type { RowSource } from "../table/row-source.ts";
import type { Freshness } from "./freshness.ts";

/** A kind in a scope, kept current while someone holds it; disposing of it lets it go. */
export interface OpenTable<R extends ResourceRow = ResourceRow> extends Disposable {
	readonly rows: RowSource<R>;
	readonly freshness: Readable<Freshness>;
	/** List anew, whatever is known; the rows stay meanwhile. Concerns all who hold the table. */
	reload(): void;
	/** The rows of a selection, as a source that follows the store. */
	select(selection: Selection): RowSource<R> & Disposable;
}
