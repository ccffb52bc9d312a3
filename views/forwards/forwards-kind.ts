import type { ContextForward, Forwards } from "../../src/forwards/forwards.ts";
import type { Live } from "../../src/resources/resource.ts";
import { ageColumn, nameColumn } from "../../src/resources/standard-columns.ts";
import type { Column, Tone } from "../../src/table/column.ts";
import { byteCount } from "../../src/text/byte-count.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { LocalKind } from "../screens/table-model.ts";
import { type ForwardRow, openForwardRows } from "./forward-rows.ts";
import { urlOf } from "./forward-text.ts";

const said = messages.forwards.table;

const nameAlone: Column<ForwardRow, Live> = { ...nameColumn, minWidth: 10, idealWidth: 12 };

const columns: readonly Column<ForwardRow, Live>[] = [
	{
		id: "target",
		title: "TARGET",
		priority: 0,
		minWidth: 16,
		maxWidth: 100,
		cut: "middle",
		text: ({ target }) => target,
	},
	{ id: "pod", title: "POD", priority: 4, minWidth: 8, maxWidth: 63, text: ({ status }) => status.pod },
	{
		id: "local",
		title: "LOCAL",
		priority: 0,
		minWidth: 15,
		maxWidth: 48,
		text: ({ local }) => local,
		link: ({ one }) => urlOf(one.forward),
	},
	{
		id: "state",
		title: "STATE",
		priority: 0,
		minWidth: 12,
		sortKey: "S",
		text: ({ status }) => status.state,
		tone: stateTone,
	},
	{
		id: "connections",
		title: "CONNECTIONS",
		priority: 2,
		minWidth: 11,
		text: ({ status }) => said.connections(status.connections, status.served),
		order: ({ status }) => status.connections,
	},
	{
		id: "in",
		title: "IN",
		priority: 1,
		minWidth: 8,
		text: ({ status }) => byteCount(status.receivedBytes),
		order: ({ status }) => status.receivedBytes,
	},
	{
		id: "out",
		title: "OUT",
		priority: 1,
		minWidth: 8,
		text: ({ status }) => byteCount(status.sentBytes),
		order: ({ status }) => status.sentBytes,
	},
	{
		id: "error",
		title: "ERROR",
		priority: 2,
		minWidth: 12,
		idealWidth: 30,
		maxWidth: 200,
		text: ({ status }) => status.failure?.message ?? "",
		tone: (row) => (stateTone(row) === "ok" ? "muted" : stateTone(row)),
	},
	ageColumn,
];

/** What a forward into another cluster than the one on screen is known by. */
function contextColumn(here: string): Column<ForwardRow, Live> {
	return {
		id: "context",
		title: "CONTEXT",
		priority: 0,
		minWidth: 7,
		maxWidth: 40,
		text: ({ one }) => one.context,
		tone: ({ one }) => (one.context === here ? "muted" : "attention"),
	};
}

/**
 * The forwards as a table like any other; of which context each is, where there are others.
 *
 * @param here the context on screen
 */
export function forwardsKind(
	forwards: Forwards,
	here: string,
	isWanted: (one: ContextForward) => boolean = () => true,
): LocalKind<ForwardRow> {
	const areElsewhere = forwards.all.get().some((one) => one.context !== here && isWanted(one));
	return {
		id: "forwards",
		place: "forwards",
		plural: said.plural,
		kind: "Forward",
		namespaced: false,
		columns: [nameAlone, ...(areElsewhere ? [contextColumn(here)] : []), ...columns],
		goneText: said.gone,
		health: stateTone,
		refresh: () => {},
		emptyText: () => said.none,
		openRows: () => openForwardRows(forwards, isWanted),
	};
}

function stateTone({ status: { state } }: ForwardRow): Tone {
	if (state === "listening") return "ok";
	if (state === "failed") return "broken";
	return state === "stopped" ? "finished" : "attention";
}
