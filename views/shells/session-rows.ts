import type { ResourceRow } from "../../src/resources/resource.ts";
import type { Session } from "../../src/shells/session.ts";
import type { Sessions } from "../../src/shells/sessions.ts";
import { listedRows } from "../../src/table/listed-rows.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import { messages } from "../../src/text/messages/messages.ts";

/** A session as a row. */
export interface SessionRow extends ResourceRow {
	readonly session: Session;
	readonly target: string;
	readonly state: string;
	readonly isOpen: boolean;
	/** It ended otherwise than with exit code 0, and not because the user wanted it. */
	readonly isBroken: boolean;
	readonly unseenBytes: number;
}

/** The sessions as rows that follow them. */
export function openSessionRows(sessions: Sessions): RowSource<SessionRow> {
	return listedRows(sessions.all, () => sessions.all.get().map(rowOf));
}

function rowOf(session: Session): SessionRow {
	const { name, target, startedAtMs, end, unseenBytes, isClosed } = session;
	const how = end.get();
	return {
		session,
		uid: name,
		name,
		namespace: "",
		createdAtMs: startedAtMs,
		deletedAtMs: undefined,
		labels: "",
		ownerUid: "",
		target,
		state: stateText(session),
		isOpen: how === undefined,
		isBroken: how !== undefined && !isClosed && !(how.how === "exited" && how.code === 0),
		unseenBytes: unseenBytes.get(),
	};
}

function stateText({ end, isClosed }: Session): string {
	const said = messages.shells.table;
	const how = end.get();
	if (how === undefined) return said.open;
	if (isClosed) return said.closed;
	if (how.how === "exited") return said.ended(how.code);
	return how.how === "failed" ? said.failed : said.lost;
}
