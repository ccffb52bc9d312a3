/** A part of what was typed, in UTF-16 units. */
export interface Place {
	readonly at: number;
	readonly length: number;
}

/** Where and why a filter cannot be read. The message may name columns, and is safe to draw. */
export interface FilterError extends Place {
	readonly message: string;
}

/**
 * A text in which some stretches may be anything: the fixed parts, in order. `node-1*` is
 * `["node-1", ""]`; one part alone is an exact text.
 */
export type Glob = readonly string[];

/** How a comparison compares. `==` is read as `=`, and `:` means the same as `=`. */
export type Operator = ":" | "=" | "!=" | ">" | ">=" | "<" | "<=";

/** `cpu>500m`, `status:Failed,Err*`: a column and what its cells are held against. */
export interface Comparison extends Place {
	readonly kind: "comparison";
	/** As typed. */
	readonly column: string;
	readonly columnPlace: Place;
	readonly operator: Operator;
	/** One at least; more than one only where the operator is `:`, `=` or `!=`. */
	readonly values: readonly { readonly glob: Glob; readonly place: Place }[];
}

/** What a filter says, before it is known which columns there are. */
export type FilterNode =
	/** All of them hold; two at least. */
	| (Place & { readonly kind: "all"; readonly of: readonly FilterNode[] })
	/** Any of them holds; two at least. */
	| (Place & { readonly kind: "any"; readonly of: readonly FilterNode[] })
	| (Place & { readonly kind: "not"; readonly of: FilterNode })
	/** A substring of a visible text column. */
	| (Place & { readonly kind: "text"; readonly text: string })
	/** Letters of the name, in order, with others between them. */
	| (Place & { readonly kind: "fuzzy"; readonly text: string })
	/** A regular expression over each visible text column. */
	| (Place & { readonly kind: "pattern"; readonly source: string })
	/** A selector in the grammar of kubectl's `-l`. */
	| (Place & { readonly kind: "labels"; readonly selector: string })
	| Comparison;

/** `sort:cpu`, `sort:-age`: the order that is asked for along with a filter. */
export interface SortTerm extends Place {
	/** As typed, without the minus. */
	readonly column: string;
	/** Against the way in which the column's sort key sorts first. */
	readonly reversed: boolean;
}
