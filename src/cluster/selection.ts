import type { ResourceRow, Selection, Subject } from "../resources/resource.ts";
import type { RowChanges, RowSource } from "../table/row-source.ts";
import { parseLabelSelector } from "../text/label-selector.ts";
import type { TableStore } from "./table-store.ts";

interface Criterion<R> {
	readonly candidates: Iterable<R>;
	matches(row: R): boolean;
}

/**
 * The rows of a selection as a source that follows the store until it is disposed of. The first
 * rows come from the store's index; after that only changes are looked at. A selector that cannot
 * be read selects nothing.
 */
export function select<R extends ResourceRow>(store: TableStore<R>, selection: Selection): RowSource<R> & Disposable {
	const { candidates, matches } = criterion(store, selection);
	const members = new Map<string, R>();
	for (const row of candidates) if (matches(row)) members.set(row.uid, row);
	const listeners = new Set<(changes: RowChanges<R>) => void>();
	const unsubscribe = store.subscribe((changes) => {
		const within = narrow(changes, matches);
		if (within === undefined) return;
		for (const row of within.removed) members.delete(row.uid);
		for (const { after } of within.updated) members.set(after.uid, after);
		for (const row of within.added) members.set(row.uid, row);
		for (const listener of Array.from(listeners)) listener(within);
	});
	return {
		get size() {
			return members.size;
		},
		rows: () => members.values(),
		byUid: (uid) => members.get(uid),
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		[Symbol.dispose]() {
			unsubscribe();
			listeners.clear();
		},
	};
}

function criterion<R extends ResourceRow>(store: TableStore<R>, selection: Selection): Criterion<R> {
	switch (selection.by) {
		case "namespace": {
			const { namespace } = selection;
			return { candidates: store.inNamespace(namespace), matches: (row) => row.namespace === namespace };
		}
		case "node": {
			const { node } = selection;
			return { candidates: store.onNode(node), matches: (row) => node !== "" && store.nodeName?.(row) === node };
		}
		case "owner": {
			const { uid } = selection;
			return { candidates: store.ownedBy(uid), matches: (row) => uid !== "" && row.ownerUid === uid };
		}
		case "uid": {
			const { uid } = selection;
			const row = store.byUid(uid);
			return { candidates: row === undefined ? [] : [row], matches: (other) => other.uid === uid };
		}
		case "name": {
			const { namespace, name } = selection;
			const row = store.byName(namespace, name);
			return {
				candidates: row === undefined ? [] : [row],
				matches: (other) => other.name === name && other.namespace === namespace,
			};
		}
		case "about":
			return {
				candidates: store.rows(),
				matches: (row) => {
					const about = store.about?.(row);
					return about !== undefined && isSame(selection, about, row.namespace);
				},
			};
		case "selector": {
			const { namespace } = selection;
			const parsed = parseLabelSelector(selection.selector);
			if (!parsed.ok) return { candidates: [], matches: () => false };
			return {
				candidates: namespace === "" ? store.rows() : store.inNamespace(namespace),
				matches: (row) => (namespace === "" || row.namespace === namespace) && parsed.value(row.labels),
			};
		}
	}
}

/** Whether two subjects are one object; what gives no UID, or a node's name for one, goes by kind and name. */
function isSame(wanted: Subject & { readonly namespace: string }, about: Subject, namespace: string): boolean {
	if (about.uid === wanted.uid) return about.uid !== "";
	if (about.uid !== "" && about.uid !== about.name) return false;
	return (
		about.kind === wanted.kind &&
		about.name === wanted.name &&
		(wanted.namespace === "" || wanted.namespace === namespace)
	);
}

/** What a change of the store means within a selection: rows also come and go by being changed. */
function narrow<R>(changes: RowChanges<R>, matches: (row: R) => boolean): RowChanges<R> | undefined {
	const added = changes.added.filter(matches);
	const removed = changes.removed.filter(matches);
	const updated: { before: R; after: R }[] = [];
	for (const change of changes.updated) {
		const was = matches(change.before);
		const is = matches(change.after);
		if (was && is) updated.push(change);
		else if (is) added.push(change.after);
		else if (was) removed.push(change.before);
	}
	if (added.length + updated.length + removed.length === 0) return undefined;
	return { reset: false, added, updated, removed };
}
