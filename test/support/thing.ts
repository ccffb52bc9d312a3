import { TableStore } from "../../src/cluster/table-store.ts";
import type { ThingRow } from "./fake-api.ts";

/** A row of the pretended kind, in the namespace `default` and with a UID after its name unless told otherwise. */
export function thing(name: string, fields: Partial<ThingRow> = {}): ThingRow {
	return {
		uid: `uid-${name}`,
		namespace: "default",
		name,
		createdAtMs: Date.UTC(2026, 0, 1),
		deletedAtMs: undefined,
		labels: "",
		ownerUid: "",
		node: "",
		text: "",
		...fields,
	};
}

/** A store of these rows. */
export function storeOf(rows: readonly ThingRow[]): TableStore<ThingRow> {
	const store = new TableStore<ThingRow>((row) => row.node);
	store.apply((draft) => {
		for (const row of rows) draft.put(row);
	});
	return store;
}
