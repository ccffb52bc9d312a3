import { objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import type { BulkDeletion, BulkRow } from "./bulk-deletion.ts";
import { boundedList, type Lines, nameColumn, piece } from "./lines.ts";

const said = messages.views.bulk;

/** Glyph and look by state: the word beside it says the same. */
const looks: Readonly<Record<BulkRow["state"], { readonly glyph: string; readonly token: Token }>> = {
	waiting: { glyph: "·", token: "muted" },
	running: { glyph: "…", token: "plain" },
	deleted: { glyph: "✓", token: "ok" },
	terminating: { glyph: "✓", token: "ok" },
	gone: { glyph: "✓", token: "muted" },
	failed: { glyph: "!", token: "broken" },
	unknown: { glyph: "?", token: "unknown" },
};

/** How far the deletion of the marked objects has come, each with its result. */
export function bulkLines(run: BulkDeletion, rows: number): Lines {
	const all = run.rows();
	const names = nameColumn(all.map(({ reference }) => objectName(reference)));
	const lines = all.map((row, index) => rowLine(row, names[index] ?? ""));
	const first = run.isEnded ? 0 : all.findIndex(({ state }) => state === "running");
	// Of what is done the last few stay in sight.
	const offset = Math.max(0, first - DONE_IN_SIGHT);
	const list = boundedList(lines, offset, rows - 2, (count) => [
		piece(`     ${messages.views.dialog.more(count)}`, "muted"),
	]);
	return [title(run), ...list, [piece("   esc  ", "key"), piece(run.isEnded ? said.close : said.stop, "muted")]];
}

const DONE_IN_SIGHT = 3;

function title(run: BulkDeletion): readonly Piece[] {
	if (run.isEnded) return [piece(` ${run.summary()}`, run.hasFailed ? "broken" : "title")];
	const { objects, context } = run.what;
	const done = run.count("deleted") + run.count("terminating") + run.count("gone");
	const failed = run.count("failed");
	const unknown = run.count("unknown");
	return [
		piece(` ${(run.isStopped ? said.stopping : said.running)(objects, context, done)}`, "title"),
		...(failed === 0 ? [] : [piece(`, ${said.counts.failed(failed)}`, "broken")]),
		...(unknown === 0 ? [] : [piece(`, ${said.counts.unknown(unknown)}`, "unknown")]),
	];
}

function rowLine({ state, problem }: BulkRow, name: string): readonly Piece[] {
	const { glyph, token } = looks[state];
	const result = state === "failed" ? (problem ?? "") : said.states[state];
	const why = state === "unknown" ? `: ${problem ?? ""}` : "";
	return [
		piece(`   ${glyph} `, token),
		piece(name, state === "waiting" ? "muted" : "plain"),
		piece(`  ${result}${why}`, token),
	];
}
