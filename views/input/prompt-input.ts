import type { InputEvent } from "../../src/terminal/key.ts";
import { paneOf } from "../commands/pane-commands.ts";
import { paletteAnswers } from "../palette/palette.ts";
import type { Prompt, Workspace } from "../workspace/workspace.ts";
import { editText, type PromptText } from "./prompt-text.ts";
import { saveView } from "./save-view.ts";

/** Keys while something is being typed: text edits, `enter` accepts, `esc` gives up. */
export function promptInput(workspace: Workspace, event: InputEvent): void {
	const prompt = workspace.prompt.get();
	if (prompt === undefined) return;
	const chord = event.type === "key" ? event.chord : undefined;
	if (chord === "esc" || chord === "ctrl-c") cancel(workspace, prompt);
	else if (chord === "enter") accept(workspace, prompt);
	else if (prompt.kind === "palette" && (chord === "down" || chord === "tab")) choose(workspace, prompt, 1);
	else if (prompt.kind === "palette" && (chord === "up" || chord === "shift-tab")) choose(workspace, prompt, -1);
	else if (prompt.kind !== "palette" && (chord === "up" || chord === "down")) recall(workspace, prompt, chord);
	// Backspace on an empty prompt closes it, as in vi and less.
	else if (chord === "backspace" && prompt.text === "") cancel(workspace, prompt);
	else {
		const edited = editText(promptText(prompt), event);
		if (edited !== undefined) become(workspace, prompt, edited);
	}
}

/** What is typed in a prompt. */
export function promptText({ text, at }: Prompt): PromptText {
	return { text, at: at ?? text.length };
}

/** The prompt holds another text, or its cursor is elsewhere; what it is about follows at once. */
function become(workspace: Workspace, prompt: Prompt, { text, at }: PromptText): void {
	const isSame = text === prompt.text;
	workspace.prompt.set({ ...prompt, text, at, choice: isSame ? prompt.choice : 0 });
	if (isSame) return;
	if (prompt.kind === "search") search(workspace, text);
	if (prompt.kind === "filter") workspace.table?.setFilter(text);
}

function recall(workspace: Workspace, prompt: Prompt, chord: "up" | "down"): void {
	if (prompt.kind === "palette") return;
	const text = workspace.promptHistory[prompt.kind].step(chord === "up" ? -1 : 1, prompt.text);
	if (text !== undefined) become(workspace, prompt, { text, at: text.length });
}

function search(workspace: Workspace, text: string): void {
	paneOf(workspace)?.search(text);
}

function cancel(workspace: Workspace, prompt: Prompt): void {
	if (prompt.kind === "filter") workspace.table?.setFilter("");
	if (prompt.kind === "search") search(workspace, "");
	if (prompt.kind !== "palette") workspace.promptHistory[prompt.kind].rest();
	workspace.prompt.set(undefined);
}

function accept(workspace: Workspace, prompt: Prompt): void {
	// What is wrong stays open: it says where, and esc leaves it.
	if (prompt.kind === "filter" && workspace.table?.filter.problem.get() !== undefined) return;
	// Likewise a name that nothing could be saved under.
	if (prompt.kind === "save" && !saveView(workspace, prompt.text)) return;
	workspace.prompt.set(undefined);
	if (prompt.kind !== "palette") {
		workspace.promptHistory[prompt.kind].add(prompt.text);
		return;
	}
	const answers = paletteAnswers(workspace, prompt.text);
	answers[prompt.choice]?.run(workspace);
}

function choose(workspace: Workspace, prompt: Prompt, step: number): void {
	const count = paletteAnswers(workspace, prompt.text).length;
	if (count > 0) workspace.prompt.set({ ...prompt, choice: (prompt.choice + step + count) % count });
}
