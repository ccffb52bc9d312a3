import type { LogSource, LogView } from "../../src/logs/log-view.ts";
import { humanDuration } from "../../src/text/duration.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, truncate } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import type { SourceLabels } from "./source-labels.ts";

const said = messages.logScreen.states;

/** How reading a source goes, in words, and how that is drawn. */
export function sourceStateText(
	{ state }: Pick<LogSource, "state">,
	nowMs: number,
): { readonly text: SafeText; readonly token: Token } {
	const age = (sinceMs: number): string => humanDuration(Math.max(0, nowMs - sinceMs));
	const say = (text: string, token: Token): { text: SafeText; token: Token } => ({ text: safeText(text), token });
	switch (state.state) {
		case "opening":
			return say(said.opening, "muted");
		case "waiting":
			return say(said.waiting(state.why), "attention");
		case "following":
			return say(said.following, "ok");
		case "reconnecting":
			return say(said.reconnecting(age(state.sinceMs), state.failure.message), "attention");
		case "ended":
			return say(state.how === "" ? said.ended : said.endedHow(state.how), "finished");
		case "ghost":
			return say(said.ghost(age(state.sinceMs)), "muted");
		case "failed":
			return say(said.failed(state.failure.message), "broken");
		case "paused":
			return say(said.paused, "attention");
	}
}

const GAP: Piece = { text: safeText("   "), token: "plain" };
const signs: Readonly<Partial<Record<Token, string>>> = { attention: "▲", broken: "✖" };

/** A line about sources that are not being read as they should; undefined where all are. */
export function troubleLine(
	view: LogView,
	labels: SourceLabels,
	nowMs: number,
	width: number,
): readonly Piece[] | undefined {
	const groups = new Map<string, { token: Token; names: string[] }>();
	for (const source of view.sources.get()) {
		const { text, token } = sourceStateText(source, nowMs);
		if (token !== "attention" && token !== "broken") continue;
		const name = labels.texts.get(source.index)?.trim() ?? "";
		const group = groups.get(text);
		if (group === undefined) groups.set(text, { token, names: [name] });
		else group.names.push(name);
	}
	const { unread } = view.counts();
	const texts = [...groups].map(([text, { token, names }]): Piece => {
		const whose = names.length === 1 ? (names[0] ?? "") : messages.logScreen.containers.everything(names.length);
		return { text: safeText([signs[token] ?? "", whose, text].filter((part) => part !== "").join(" ")), token };
	});
	if (unread > 0) texts.push({ text: safeText(`▲ ${said.unread(unread)}`), token: "attention" });
	return texts.length === 0 ? undefined : fitted(texts, width);
}

/** As many as there is room for, the first cut if need be; and how many there are besides. */
function fitted(texts: readonly Piece[], width: number): readonly Piece[] {
	for (let count = texts.length; count > 1; count--) {
		const others = texts.length - count;
		const more: readonly Piece[] = others === 0 ? [] : [{ text: safeText(said.more(others)), token: "muted" }];
		const pieces = [...texts.slice(0, count), ...more].flatMap((piece, index) =>
			index === 0 ? [piece] : [GAP, piece],
		);
		if (pieces.reduce((sum, { text }) => sum + cellWidth(text), 0) <= width) return pieces;
	}
	const others = texts.length - 1;
	const more = others === 0 ? "" : said.more(others);
	const room = width - cellWidth(safeText(more)) - GAP.text.length;
	return texts
		.slice(0, 1)
		.flatMap((piece): readonly Piece[] => [
			{ ...piece, text: truncate(piece.text, room) },
			...(more === "" ? [] : [GAP, { text: safeText(more), token: "muted" as const }]),
		]);
}
