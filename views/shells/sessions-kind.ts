import type { Live } from "../../src/resources/resource.ts";
import { ageColumn, nameColumn } from "../../src/resources/standard-columns.ts";
import type { Sessions } from "../../src/shells/sessions.ts";
import type { Column, Tone } from "../../src/table/column.ts";
import { byteCount } from "../../src/text/byte-count.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { LocalKind } from "../screens/table-model.ts";
import { openSessionRows, type SessionRow } from "./session-rows.ts";

const columns: readonly Column<SessionRow, Live>[] = [
	{ ...nameColumn, minWidth: 10, idealWidth: 12 },
	{ id: "target", title: "TARGET", priority: 0, minWidth: 20, maxWidth: 100, text: ({ target }) => target },
	{ id: "state", title: "STATE", priority: 0, minWidth: 8, sortKey: "S", text: ({ state }) => state, tone: stateTone },
	{
		id: "new",
		title: "NEW",
		priority: 1,
		minWidth: 8,
		text: ({ unseenBytes }) => (unseenBytes === 0 ? "" : byteCount(unseenBytes)),
		order: ({ unseenBytes }) => unseenBytes,
		tone: () => "attention",
	},
	ageColumn,
];

/** The sessions as a table like any other. */
export function sessionsKind(sessions: Sessions): LocalKind<SessionRow> {
	return {
		id: "sessions",
		place: "sessions",
		plural: messages.shells.table.plural,
		kind: "Session",
		namespaced: false,
		columns,
		goneText: messages.shells.table.gone,
		health: stateTone,
		refresh: () => {},
		emptyText: () => messages.shells.table.none,
		openRows: () => openSessionRows(sessions),
	};
}

function stateTone({ isOpen, isBroken }: SessionRow): Tone {
	if (isOpen) return "ok";
	return isBroken ? "broken" : "finished";
}
