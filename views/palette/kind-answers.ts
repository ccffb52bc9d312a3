import { namesOf } from "../../src/resources/catalogue.ts";
import type { ResourceIdentity } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Answer, EXACT, likeness, type Match } from "./answer.ts";
import { namespacesLike } from "./namespaces-like.ts";

/** A kind comes before other things that fit as well. */
const ADVANTAGE = 0.3;
/** So many kinds are tried with the namespaces that were begun to be typed. */
const MOST_KINDS = 3;

/** `KIND`, or `KIND NAMESPACE`; both need only resemble what there is. */
export function kindAnswers(workspace: Workspace, text: string): readonly Match[] {
	const [word = "", wanted, ...more] = text.split(/\s+/);
	if (more.length > 0) return [];
	const kinds = workspace.kinds
		.all()
		.map((kind) => ({ kind, score: likeness(word, namesOf(kind)) }))
		.filter(({ score }) => score > 0)
		.map(({ kind, score }) => ({ kind, score: score + ADVANTAGE }));
	if (wanted === undefined)
		return kinds.map(({ kind, score }) => ({ answer: answer(kind, workspace.namespace), score }));
	const best = kinds.toSorted((a, b) => b.score - a.score).slice(0, MOST_KINDS);
	return best.flatMap(({ kind, score }) => {
		if (!kind.namespaced) return [{ answer: answer(kind, undefined), score }];
		return namespacesLike(workspace, wanted).map(({ namespace, score: fit }) => ({
			answer: answer(kind, namespace),
			// The kind decides; the namespace only among answers of one kind.
			score: score + fit / (EXACT * EXACT),
		}));
	});
}

function answer(kind: ResourceIdentity, namespace: string | undefined): Answer {
	const where = kind.namespaced ? (namespace ?? messages.views.allNamespaces) : "";
	return {
		title: safeText(kind.id),
		detail: safeText([kind.shortNames.join(" "), where].filter((part) => part !== "").join(" · ")),
		run: (workspace) => workspace.openFirst({ kind, namespace: kind.namespaced ? namespace : undefined }),
	};
}
