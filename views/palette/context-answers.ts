import fuzzysort from "fuzzysort";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Answer } from "../screens/palette.ts";
import type { Workspace } from "../workspace/workspace.ts";

const words: ReadonlySet<string> = new Set(["ctx", "context", "contexts"]);

/** `ctx` and `ctx CONTEXT`. */
export function contextAnswers(workspace: Workspace, text: string): readonly { readonly answer: Answer }[] {
	const [word = "", ...rest] = text.split(/\s+/);
	if (!words.has(word.toLowerCase())) return [];
	const wanted = rest.join(" ");
	const said = messages.views.contexts;
	const all = { title: safeText(said.plural), detail: safeText(""), run: (on: Workspace) => on.openContexts() };
	if (wanted === "") return [{ answer: all }];
	const { contexts } = workspace.options;
	const known = contexts.known.get().contexts.map(({ name }) => name);
	const like = fuzzysort.go(wanted, known).map(({ target }) => target);
	return [...new Set(like.length === 0 ? [wanted] : like)].map((name) => ({
		answer: {
			title: safeText(name),
			detail: safeText(said.plural),
			run: (on: Workspace) => on.options.switchTo(name),
		},
	}));
}
