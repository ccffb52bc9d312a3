import type { InputEvent } from "../../src/terminal/key.ts";
import { paletteAnswers } from "../screens/palette.ts";
import type { Prompt, Workspace } from "../workspace/workspace.ts";
import { editText } from "./prompt-text.ts";

/** Keys while something is being typed: text edits, `enter` accepts, `esc` gives up. */
export function promptInput(workspace: Workspace, event: InputEvent): void {
	const prompt = workspace.prompt.get();
	if (prompt === undefined) return;
	const chord = event.type === "key" ? event.chord : undefined;
	if (chord === "esc" || chord === "ctrl-c") cancel(workspace, prompt);
	else if (chord === "enter") accept(workspace, prompt);
	else if (prompt.kind === "palette" && (chord === "down" || chord === "tab")) choose(workspace, prompt, 1);
	else if (prompt.kind === "palette" && (chord === "up" || chord === "shift-tab")) choose(workspace, prompt, -1);
	else {
		const text = editText(prompt.text, event);
		if (text === undefined) return;
		// Backspace on an empty prompt closes it, as in vi and less.
		if (chord === "backspace" && prompt.text === "") cancel(workspace, prompt);
		else workspace.prompt.set({ ...prompt, text, choice: 0 });
		if (prompt.kind === "search") search(workspace, text);
		if (prompt.kind === "filter") workspace.table?.setFilter(text);
	}
}

function search({ view }: Workspace, text: string): void {
	if (view?.type === "detail") view.pane.search(text);
}

function cancel(workspace: Workspace, prompt: Prompt): void {
	if (prompt.kind === "filter") workspace.table?.setFilter("");
	if (prompt.kind === "search") search(workspace, "");
	workspace.prompt.set(undefined);
}

function accept(workspace: Workspace, prompt: Prompt): void {
	workspace.prompt.set(undefined);
	if (prompt.kind !== "palette") return;
	const answers = paletteAnswers(workspace, prompt.text);
	answers[prompt.choice]?.run(workspace);
}

function choose(workspace: Workspace, prompt: Prompt, step: number): void {
	const count = paletteAnswers(workspace, prompt.text).length;
	if (count > 0) workspace.prompt.set({ ...prompt, choice: (prompt.choice + step + count) % count });
}
