import type { ContextSummary } from "../../src/kube/kubeconfig/list-contexts.ts";
import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import { nameColumn } from "../../src/resources/standard-columns.ts";
import type { Column, Tone } from "../../src/table/column.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { LocalKind } from "../screens/table-model.ts";
import type { ContextList } from "./context-list.ts";
import { openContextRows } from "./context-rows.ts";

/** A context as a row. */
export interface ContextRow extends ResourceRow, Omit<ContextSummary, "namespace"> {
	/** The namespace it names; a row's own `namespace` is empty, since a context is in none. */
	readonly opensIn: string;
	/** The one on screen. */
	readonly isOpen: boolean;
	readonly isProduction: boolean;
}

const said = messages.views.contexts;

const columns: readonly Column<ContextRow, Live>[] = [
	{
		id: "current",
		title: "CURRENT",
		priority: 1,
		text: ({ isOpen }) => (isOpen ? "*" : ""),
		tone: () => "ok",
	},
	{ ...nameColumn, minWidth: 12, idealWidth: 20 },
	{
		id: "note",
		title: "NOTE",
		priority: 0,
		minWidth: 10,
		idealWidth: 20,
		maxWidth: 100,
		sortKey: "S",
		text: ({ isProduction, problem }) =>
			[isProduction ? messages.views.production : "", problem ?? ""].filter((part) => part !== "").join(" · "),
		tone: noteTone,
	},
	{ id: "server", title: "SERVER", priority: 1, minWidth: 12, idealWidth: 24, maxWidth: 60, text: (row) => row.server },
	{
		id: "namespace",
		title: "NAMESPACE",
		priority: 2,
		minWidth: 9,
		maxWidth: 30,
		sortKey: "P",
		text: ({ opensIn }) => opensIn,
		tone: () => "muted",
	},
	{ id: "cluster", title: "CLUSTER", priority: 4, minWidth: 10, maxWidth: 40, text: (row) => row.cluster },
	{ id: "user", title: "USER", priority: 2, minWidth: 8, maxWidth: 40, text: (row) => row.user },
];

/** The contexts as a table like any other: filtered, sorted, with a cursor. */
export function contextsKind(list: ContextList, open: string): LocalKind<ContextRow> {
	return {
		id: "contexts",
		place: "contexts",
		plural: said.plural,
		kind: "Context",
		namespaced: false,
		columns,
		health: ({ problem }) => (problem === undefined ? "plain" : "broken"),
		refresh: () => list.refresh(),
		emptyText() {
			const { state, problem } = list.known.get();
			if (problem !== undefined) return [said.unreadable, problem];
			return state === "reading" ? [said.reading] : [said.none];
		},
		openRows: () => openContextRows(list, open),
	};
}

function noteTone({ problem, isProduction }: ContextRow): Tone {
	if (problem !== undefined) return "broken";
	return isProduction ? "attention" : "plain";
}
