/** The least that a table knows of a row. Rows are readonly and compact; a new object = a change. */
export interface Row {
	/** Identity. A row with another UID is another row, whatever its name. */
	readonly uid: string;
	/** Empty for what is not namespaced. */
	readonly namespace: string;
	readonly name: string;
}

/** What happened to a source since the listener was last called. */
export interface RowChanges<R> {
	/** Everything may be different: read the source anew. The other fields are then empty. */
	readonly reset: boolean;
	readonly added: readonly R[];
	readonly updated: readonly { readonly before: R; readonly after: R }[];
	readonly removed: readonly R[];
}

/** Rows that can be read and followed, whoever keeps them. */
export interface RowSource<R extends Row> {
	readonly size: number;
	rows(): Iterable<R>;
	byUid(uid: string): R | undefined;
	/** Changes are told synchronously, in the order in which they were applied. */
	subscribe(listener: (changes: RowChanges<R>) => void): () => void;
}
