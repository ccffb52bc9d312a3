import type { Frame, TerminalSize } from "../../src/terminal/terminal.ts";
import { promptLayout } from "../components/prompt-line.tsx";
import { dialogLines } from "../dialogs/dialog-lines.ts";
import { type Geometry, geometry } from "../frame/geometry.ts";
import type { Answer } from "../palette/answer.ts";
import { promptAnswers } from "../palette/prompt-answers.ts";
import type { Workspace } from "./workspace.ts";

/** How the screen is divided now, and what is offered to what is typed. */
export interface FrameLayout extends Geometry {
	readonly answers: readonly Answer[];
}

/** Divide the screen for what is open and being typed. */
export function frameLayout(workspace: Workspace, size: TerminalSize): FrameLayout {
	const prompt = workspace.prompt.get();
	const offered = prompt === undefined ? undefined : promptAnswers(workspace, prompt);
	const answers = offered ?? [];
	const header = workspace.headerShown.get();
	const most = geometry(size, header, size.rows).answerRows;
	// Room for "nothing of that name" where there is no answer.
	const answerRows = offered === undefined ? dialogLines(workspace, most).length : Math.max(1, answers.length);
	return { ...geometry(size, header, answerRows), answers };
}

/** Where the terminal's cursor stands: in what is being typed; hidden otherwise. */
export function promptCursor(workspace: Workspace, size: TerminalSize): Pick<Frame, "cursor"> {
	const prompt = workspace.prompt.get();
	if (prompt === undefined) return {};
	const column = Math.min(size.columns - 1, 1 + promptLayout(workspace, prompt, size.columns).cursor);
	return { cursor: { column, row: size.rows - 1 } };
}
