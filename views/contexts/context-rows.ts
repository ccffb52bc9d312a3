import type { ContextSummary } from "../../src/kube/kubeconfig/list-contexts.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import type { ContextList } from "./context-list.ts";
import type { ContextRow } from "./contexts-kind.ts";

/** The contexts as rows that follow the list; it is read anew now. */
export function openContextRows(list: ContextList, open: string): RowSource<ContextRow> {
	let rows = rowsOf(list, open);
	list.refresh();
	return {
		get size() {
			return rows.size;
		},
		rows: () => rows.values(),
		byUid: (uid) => rows.get(uid),
		subscribe: (listener) =>
			list.known.subscribe(() => {
				rows = rowsOf(list, open);
				listener({ reset: true, added: [], updated: [], removed: [] });
			}),
	};
}

function rowsOf(list: ContextList, open: string): ReadonlyMap<string, ContextRow> {
	const { contexts } = list.known.get();
	return new Map(contexts.map((context) => [context.name, rowOf(context, list, open)]));
}

function rowOf({ namespace, ...context }: ContextSummary, list: ContextList, open: string): ContextRow {
	const { name } = context;
	return {
		...context,
		uid: name,
		namespace: "",
		createdAtMs: undefined,
		deletedAtMs: undefined,
		labels: "",
		ownerUid: "",
		opensIn: namespace,
		isOpen: name === open,
		isProduction: list.isProduction(name),
	};
}
