import type { Readable } from "../../src/base/store.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type {
	DerivedKind,
	Resource,
	ResourceIdentity,
	ResourceRow,
	Selection,
	TableKind,
} from "../../src/resources/resource.ts";
import type { RowSource } from "../../src/table/row-source.ts";

/** Rows that are no objects of the cluster, such as the contexts of a kubeconfig. */
export interface LocalKind<R extends ResourceRow = ResourceRow> extends TableKind<R> {
	/** Which keys its rows hear. */
	readonly place: "contexts" | "sessions" | "forwards";
	openRows(): RowSource<R>;
	/** Why there are no rows, most important line first. */
	emptyText(): readonly string[];
	/** Read the rows anew. */
	refresh(): void;
}

/** A kind that can be shown: declared, derived from another, known by discovery alone, or none of the cluster's. */
export type OpenableKind = Resource | DerivedKind | ResourceIdentity | LocalKind;

/** The rows of a kind are no objects of the cluster. */
export function isLocal(kind: OpenableKind): kind is LocalKind {
	return "openRows" in kind;
}

/** What a table screen is opened on. */
export interface TableTarget {
	readonly kind: OpenableKind;
	/** Undefined = all namespaces. */
	readonly namespace: string | undefined;
	/** Only the rows that belong to another row. */
	readonly selection?: Selection;
	/** Said in the title for a selection, e.g. `deployment/api`. */
	readonly within?: string;
}

/** Rows that are kept current, and what to let go when the screen closes. */
export interface TableSource extends Disposable {
	/** How the rows are shown; of an undeclared kind the columns are known when the server has answered. */
	readonly kind: Readable<TableKind>;
	readonly rows: RowSource<ResourceRow>;
	readonly freshness: Readable<Freshness>;
	/** Read all rows anew. */
	reload(): void;
}
