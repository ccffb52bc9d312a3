import { derive } from "../../src/base/derive.ts";
import { createStore } from "../../src/base/store.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import type { DerivedKind, Resource, ResourceRow, TableKind } from "../../src/resources/resource.ts";
import { serverTableResource } from "../../src/resources/server-table.ts";
import { deriveRows } from "../../src/table/derived-source.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import {
	isLocal,
	type LocalKind,
	type OpenableKind,
	type TableSource,
	type TableTarget,
} from "../screens/table-model.ts";

/** Open the rows a table is to show: a whole kind, those of a selection, or rows derived from others. */
export function openSource(cluster: Cluster, target: TableTarget): TableSource {
	const { kind, namespace } = target;
	if (isLocal(kind)) return openLocal(kind);
	if (isDerived(kind)) return openDerived(cluster.open(kind.from, namespace), kind, target);
	if (isDeclared(kind)) return openSelected(cluster.open(kind, namespace), createStore(kind), target);
	const table = cluster.openUndeclared(kind, namespace);
	const columns = derive(table.columns, (known): TableKind => serverTableResource(kind, known));
	return openSelected(table, columns, target);
}

/** What is read from this machine is as fresh as it can be. */
function openLocal(kind: LocalKind): TableSource {
	return {
		kind: createStore(kind),
		rows: kind.openRows(),
		freshness: createStore<Freshness>({ state: "live", sinceMs: 0 }),
		reload: () => kind.refresh(),
		[Symbol.dispose]() {},
	};
}

function openSelected(table: OpenTable, kind: TableSource["kind"], { selection }: TableTarget): TableSource {
	const selected = selection === undefined ? undefined : table.select(selection);
	return source(kind, selected ?? table.rows, table, [selected, table]);
}

function openDerived(table: OpenTable, kind: DerivedKind, { selection }: TableTarget): TableSource {
	const selected = selection === undefined ? undefined : table.select(selection);
	const derived = deriveRows(selected ?? table.rows, (row) => kind.derive(row));
	return source(createStore(kind), derived, table, [derived, selected, table]);
}

function source(
	kind: TableSource["kind"],
	rows: RowSource<ResourceRow>,
	{ freshness, reload }: Pick<OpenTable, "freshness" | "reload">,
	open: readonly (Disposable | undefined)[],
): TableSource {
	return {
		kind,
		rows,
		freshness,
		reload,
		[Symbol.dispose]() {
			for (const one of open) one?.[Symbol.dispose]();
		},
	};
}

function isDerived(kind: OpenableKind): kind is DerivedKind {
	return "derive" in kind;
}

function isDeclared(kind: OpenableKind): kind is Resource {
	return "project" in kind;
}
