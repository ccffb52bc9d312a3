import type { Workspace } from "../workspace/workspace.ts";
import type { Answer, AnswerSource } from "./answer.ts";
import { commandAnswers } from "./command-answers.ts";
import { contextAnswers } from "./context-answers.ts";
import { kindAnswers } from "./kind-answers.ts";
import { loadAnswers } from "./load-answers.ts";
import { logAnswers } from "./log-answers.ts";
import { namespaceAnswers } from "./namespace-answers.ts";
import { profileAnswers } from "./profile-answers.ts";

/** Where answers come from; of those that fit as well, those of the first come first. */
const sources: readonly AnswerSource[] = [
	kindAnswers,
	namespaceAnswers,
	commandAnswers,
	contextAnswers,
	profileAnswers,
	loadAnswers,
	logAnswers,
];

/** More than this is a search that is not finished. */
const MOST_ANSWERS = 8;

/** What `:` offers for a text, the best first: kinds, namespaces, commands, contexts. */
export function paletteAnswers(workspace: Workspace, text: string): readonly Answer[] {
	// In files there is nothing to go to.
	return (workspace.options.files === undefined ? sources : [commandAnswers])
		.flatMap((source) => source(workspace, text.trim()))
		.toSorted((a, b) => b.score - a.score)
		.slice(0, MOST_ANSWERS)
		.map(({ answer }) => answer);
}
