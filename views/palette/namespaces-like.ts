import type { Workspace } from "../workspace/workspace.ts";
import { likeness } from "./answer.ts";

/** A namespace and how well it fits what was typed. */
interface LikelyNamespace {
	readonly namespace: string;
	readonly score: number;
}

/** Known namespaces that fit a text; and last, unless it is one of them, the text itself: not everybody may list namespaces. */
export function namespacesLike({ namespaces }: Workspace, wanted: string): readonly LikelyNamespace[] {
	const known = namespaces
		.known()
		.map((namespace) => ({ namespace, score: likeness(wanted, [namespace]) }))
		.filter(({ score }) => score > 0);
	return known.some(({ namespace }) => namespace === wanted) ? known : [...known, { namespace: wanted, score: 0 }];
}
