import { sourceAnswers } from "../logs/source-answers.ts";
import type { Prompt, Workspace } from "../workspace/workspace.ts";
import type { Answer } from "./answer.ts";
import { paletteAnswers } from "./palette.ts";

/** What a prompt offers for what is typed in it, the best first; undefined for one that takes a text alone. */
export function promptAnswers(workspace: Workspace, { kind, text }: Prompt): readonly Answer[] | undefined {
	if (kind === "palette") return paletteAnswers(workspace, text);
	return kind === "sources" ? sourceAnswers(workspace, text) : undefined;
}
