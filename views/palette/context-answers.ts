import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Answer, EXACT, likeness, type Match } from "./answer.ts";

const words: readonly string[] = ["contexts", "context", "ctx"];
const said = messages.views.contexts;

/** `ctx`, `ctx CONTEXT`, and a context by its name alone. */
export function contextAnswers({ options }: Workspace, text: string): readonly Match[] {
	if (text === "") return [];
	const [word = "", ...rest] = text.split(/\s+/);
	const wanted = rest.join(" ");
	const known = (name: string): readonly Match[] =>
		options.contexts.known
			.get()
			.contexts.map((context) => ({ answer: enter(context.name), score: likeness(name, [context.name]) }))
			.filter(({ score }) => score > 0);
	if (wanted === "")
		return [...known(word), { answer: all, score: likeness(word, words) }].filter(({ score }) => score > 0);
	if (!words.includes(word.toLowerCase())) return known(text);
	const like = known(wanted);
	return like.length === 0 ? [{ answer: enter(wanted), score: EXACT }] : like;
}

const all: Answer = { title: safeText(said.plural), detail: safeText(said.all), run: (on) => on.openContexts() };

function enter(name: string): Answer {
	return { title: safeText(name), detail: safeText(said.one), run: (on) => on.options.switchTo(name) };
}
