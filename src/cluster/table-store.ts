import type { ObjectName } from "../kube/wire/codec.ts";
import type { ResourceRow, Subject } from "../resources/resource.ts";
import type { RowChanges, RowSource } from "../table/row-source.ts";
import { ChangeLog } from "./change-log.ts";
import { RowIndex } from "./row-index.ts";
import { sameContent } from "./same-content.ts";

/** What may be done to a store within one batch. */
export interface Draft<R> {
	/** Take in a row. One that says the same as the row we have changes nothing; another UID under the same name removes the old row and adds the new one. */
	put(row: R): void;
	/**
	 * Remove what is stored under the row's name. The UID is not asked: in a watch's order, whatever
	 * we hold under a name is older than that name's deletion.
	 */
	remove(row: ObjectName): void;
}

/**
 * The rows of one kind in one scope, and who follows them. Kept by namespace and name in nested
 * maps, so that a row costs no key string of its own; the other indexes are built when first asked.
 * Changes are told once a batch, net, and never as a reset.
 */
export class TableStore<R extends ResourceRow> implements RowSource<R> {
	readonly #namespaces = new Map<string, Map<string, R>>();
	readonly #listeners = new Set<(changes: RowChanges<R>) => void>();
	/** Name of the node a row lives on; undefined for a kind that does not live on nodes. */
	readonly nodeName: ((row: R) => string) | undefined;
	/** The object a row tells of; undefined for a kind that tells of none. */
	readonly about: ((row: R) => Subject) | undefined;
	#size = 0;
	#byUid: Map<string, R> | undefined;
	#byNode: RowIndex<R> | undefined;
	#byOwner: RowIndex<R> | undefined;

	constructor(nodeName?: (row: R) => string, about?: (row: R) => Subject) {
		this.nodeName = nodeName;
		this.about = about;
	}

	get size(): number {
		return this.#size;
	}

	*rows(): Iterable<R> {
		for (const names of this.#namespaces.values()) yield* names.values();
	}

	byUid(uid: string): R | undefined {
		if (this.#byUid === undefined) {
			this.#byUid = new Map();
			for (const row of this.rows()) this.#byUid.set(row.uid, row);
		}
		return this.#byUid.get(uid);
	}

	/** The row of a name; `namespace` is empty for what is not namespaced. */
	byName(namespace: string, name: string): R | undefined {
		return this.#namespaces.get(namespace)?.get(name);
	}

	inNamespace(namespace: string): Iterable<R> {
		return this.#namespaces.get(namespace)?.values() ?? [];
	}

	/** Rows on a node; none for a kind that does not live on nodes. */
	onNode(node: string): Iterable<R> {
		if (this.nodeName === undefined) return [];
		this.#byNode ??= new RowIndex(this.nodeName, this.rows());
		return this.#byNode.rows(node);
	}

	/** Rows whose controlling owner has this UID. */
	ownedBy(uid: string): Iterable<R> {
		this.#byOwner ??= new RowIndex((row) => row.ownerUid, this.rows());
		return this.#byOwner.rows(uid);
	}

	subscribe(listener: (changes: RowChanges<R>) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Make a batch of edits and tell of their net effect once, at the end. */
	apply(edit: (draft: Draft<R>) => void): void {
		const log = new ChangeLog<R>();
		edit({
			put: (row) => this.#put(row, log),
			remove: ({ namespace, name }) => {
				const stored = this.byName(namespace, name);
				if (stored !== undefined) this.#drop(stored, log);
			},
		});
		const changes = log.changes();
		if (changes === undefined) return;
		for (const listener of Array.from(this.#listeners)) listener(changes);
	}

	/**
	 * Hold exactly the rows of another store, by difference: a row that says the same as before stays
	 * the same object. Costs little where the other store already holds our own objects.
	 */
	replace(next: TableStore<R>): void {
		this.apply((draft) => {
			for (const row of this.rows()) {
				if (next.byName(row.namespace, row.name) === undefined) draft.remove(row);
			}
			for (const row of next.rows()) draft.put(row);
		});
	}

	#put(row: R, log: ChangeLog<R>): void {
		const stored = this.byName(row.namespace, row.name);
		if (stored !== undefined && sameContent(stored, row)) return;
		const before = stored?.uid === row.uid ? stored : undefined;
		if (stored !== undefined && before === undefined) this.#drop(stored, log);
		this.#write(before, row);
		log.note(row.uid, before, row);
	}

	#drop(row: R, log: ChangeLog<R>): void {
		const names = this.#namespaces.get(row.namespace);
		names?.delete(row.name);
		if (names?.size === 0) this.#namespaces.delete(row.namespace);
		this.#size--;
		this.#byUid?.delete(row.uid);
		this.#byNode?.remove(row);
		this.#byOwner?.remove(row);
		log.note(row.uid, row, undefined);
	}

	#write(before: R | undefined, row: R): void {
		let names = this.#namespaces.get(row.namespace);
		if (names === undefined) {
			names = new Map();
			this.#namespaces.set(row.namespace, names);
		}
		names.set(row.name, row);
		this.#byUid?.set(row.uid, row);
		if (before === undefined) this.#size++;
		else {
			this.#byNode?.remove(before);
			this.#byOwner?.remove(before);
		}
		this.#byNode?.add(row);
		this.#byOwner?.add(row);
	}
}
