import { namesOf } from "../../src/resources/catalogue.ts";
import { namespaces as namespaceKind } from "../../src/resources/namespaces.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openInNamespace } from "../workspace/open-in-namespace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Answer, EXACT, likeness, type Match } from "./answer.ts";
import { namespacesLike } from "./namespaces-like.ts";

/** A namespace comes before a command that fits as well. */
const ADVANTAGE = 0.1;

/** `NAMESPACE`, or `ns NAMESPACE`: what is on screen, in another namespace. */
export function namespaceAnswers(workspace: Workspace, text: string): readonly Match[] {
	const { namespaces } = workspace;
	const [word = "", wanted, ...more] = text.split(/\s+/);
	if (word === "" || more.length > 0) return [];
	if (wanted === undefined) {
		return namespaces
			.known()
			.map((namespace) => ({ answer: answer(workspace, namespace), score: likeness(word, [namespace]) }))
			.filter(({ score }) => score > 0)
			.map(({ answer: found, score }) => ({ answer: found, score: score + ADVANTAGE }));
	}
	if (!namesOf(namespaceKind).includes(word.toLowerCase())) return [];
	return namespacesLike(workspace, wanted).map(({ namespace, score }) => ({
		answer: answer(workspace, namespace),
		// Before the list of all namespaces, which the first word alone stands for.
		score: 2 * EXACT + score,
	}));
}

function answer(workspace: Workspace, namespace: string): Answer {
	const digit = workspace.namespaces.digitOf(namespace);
	const said = messages.views.palette;
	return {
		title: safeText(namespace),
		detail: safeText([said.namespace, digit ?? ""].filter((part) => part !== "").join(" · ")),
		run: (on) => openInNamespace(on, namespace),
	};
}
