import type { ContextSummary } from "../../src/kube/kubeconfig/list-contexts.ts";
import { listedRows } from "../../src/table/listed-rows.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import type { ContextList } from "./context-list.ts";
import type { ContextRow } from "./contexts-kind.ts";

/** The contexts as rows that follow the list; it is read anew now. */
export function openContextRows(list: ContextList, open: string): RowSource<ContextRow> {
	const rows = listedRows(list.known, () => list.known.get().contexts.map((context) => rowOf(context, list, open)));
	list.refresh();
	return rows;
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
