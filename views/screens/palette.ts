import fuzzysort from "fuzzysort";
import type { ResourceIdentity } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { contextAnswers } from "../palette/context-answers.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** One thing that the palette offers. */
export interface Answer {
	readonly title: SafeText;
	readonly detail: SafeText;
	run(workspace: Workspace): void;
}

/** More than this is a search that is not finished. */
const MOST_ANSWERS = 8;

/**
 * What `:` offers for a text: `KIND [NAMESPACE]`, the kind by name, short name or anything like it.
 * An exact name or short name comes first.
 */
export function paletteAnswers(workspace: Workspace, text: string): readonly Answer[] {
	const [word = "", namespace] = text.trim().split(/\s+/, 2);
	const kinds = workspace.kinds();
	const contexts = contextAnswers(workspace, text.trim());
	if (contexts.length > 0) return contexts.slice(0, MOST_ANSWERS).map(({ answer: found }) => found);
	return rank(kinds, word.toLowerCase())
		.slice(0, MOST_ANSWERS)
		.map((kind) => answer(kind, namespace));
}

function rank(kinds: readonly ResourceIdentity[], word: string): readonly ResourceIdentity[] {
	if (word === "") return kinds;
	const exact = kinds.filter(
		({ id, kind, shortNames }) => id === word || kind.toLowerCase() === word || shortNames.includes(word),
	);
	const like = fuzzysort
		.go(word, kinds, { keys: ["id", "kind", ({ shortNames }) => shortNames.join(" ")], limit: MOST_ANSWERS })
		.map(({ obj }) => obj);
	return [...exact, ...like.filter((kind) => !exact.includes(kind))];
}

function answer(kind: ResourceIdentity, namespace: string | undefined): Answer {
	const where = kind.namespaced ? (namespace ?? messages.views.allNamespaces) : "";
	return {
		title: safeText(kind.id),
		detail: safeText([kind.shortNames.join(" "), where].filter((part) => part !== "").join(" · ")),
		run: (workspace) =>
			workspace.openFirst({
				kind,
				namespace: kind.namespaced ? (namespace ?? workspace.scope.namespace) : undefined,
			}),
	};
}
