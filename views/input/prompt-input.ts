import type { InputEvent } from "../../src/terminal/key.ts";
import { paneOf } from "../commands/pane-commands.ts";
import type { LogModel } from "../logs/log-model.ts";
import { promptAnswers } from "../palette/prompt-answers.ts";
import type { Prompt, Workspace } from "../workspace/workspace.ts";
import type { PromptHistory } from "./prompt-history.ts";
import { editText, type PromptText } from "./prompt-text.ts";
import { saveView } from "./save-view.ts";

/** Keys while something is being typed: text edits, `enter` accepts, `esc` gives up. */
export function promptInput(workspace: Workspace, event: InputEvent): void {
	const prompt = workspace.prompt.get();
	if (prompt === undefined) return;
	const chord = event.type === "key" ? event.chord : undefined;
	if (chord === "esc" || chord === "ctrl-c") cancel(workspace, prompt);
	else if (chord === "enter") accept(workspace, prompt);
	else if (isChoice(prompt) && (chord === "down" || chord === "tab")) choose(workspace, prompt, 1);
	else if (isChoice(prompt) && (chord === "up" || chord === "shift-tab")) choose(workspace, prompt, -1);
	else if (chord === "up" || chord === "down") recall(workspace, prompt, chord);
	else if (chord === "tab" && workspace.logs !== undefined) turnSearch(workspace.logs, workspace, prompt);
	// Backspace on an empty prompt closes it, as in vi and less.
	else if (chord === "backspace" && prompt.text === "") cancel(workspace, prompt);
	else {
		const edited = editText(promptText(prompt), event);
		if (edited !== undefined) become(workspace, prompt, edited);
	}
}

/** It is about choosing one of what it offers. */
function isChoice({ kind }: Prompt): boolean {
	return kind === "palette" || kind === "sources";
}

/** What was typed before in such a prompt; undefined where one chooses. */
function historyOf({ promptHistory }: Workspace, { kind }: Prompt): PromptHistory | undefined {
	return kind === "palette" || kind === "sources" ? undefined : promptHistory[kind];
}

/** What was to be searched for is what is to be shown alone, or the other way round. */
function turnSearch(logs: LogModel, workspace: Workspace, prompt: Prompt): void {
	if (prompt.kind === "search") logs.search("");
	else if (prompt.kind === "lines") logs.setFilter("");
	else return;
	const turned: Prompt = { ...prompt, kind: prompt.kind === "search" ? "lines" : "search" };
	workspace.prompt.set(turned);
	follow(workspace, turned);
}

/** What is typed in a prompt. */
export function promptText({ text, at }: Prompt): PromptText {
	return { text, at: at ?? text.length };
}

/** The prompt holds another text, or its cursor is elsewhere; what it is about follows at once. */
function become(workspace: Workspace, prompt: Prompt, { text, at }: PromptText): void {
	const isSame = text === prompt.text;
	workspace.prompt.set({ ...prompt, text, at, choice: isSame ? prompt.choice : 0 });
	if (!isSame) follow(workspace, { ...prompt, text });
}

/** What a prompt is about becomes what is typed in it. */
function follow(workspace: Workspace, { kind, text }: Prompt): void {
	if (kind === "search") search(workspace, text);
	if (kind === "filter") workspace.table?.setFilter(text);
	if (kind === "lines") workspace.logs?.setFilter(text, true);
}

function recall(workspace: Workspace, prompt: Prompt, chord: "up" | "down"): void {
	const text = historyOf(workspace, prompt)?.step(chord === "up" ? -1 : 1, prompt.text);
	if (text !== undefined) become(workspace, prompt, { text, at: text.length });
}

function search(workspace: Workspace, text: string): void {
	paneOf(workspace)?.search(text);
}

function cancel(workspace: Workspace, prompt: Prompt): void {
	if (prompt.kind === "filter") workspace.table?.setFilter("");
	if (prompt.kind === "search") search(workspace, "");
	if (prompt.kind === "lines") workspace.logs?.setFilter("");
	historyOf(workspace, prompt)?.rest();
	workspace.prompt.set(undefined);
}

function accept(workspace: Workspace, prompt: Prompt): void {
	// What is wrong stays open: it says where, and esc leaves it.
	if (prompt.kind === "filter" && workspace.table?.filter.problem.get() !== undefined) return;
	if (prompt.kind === "lines") workspace.logs?.setFilter(prompt.text);
	if ((prompt.kind === "lines" || prompt.kind === "search") && workspace.logs?.problem.get() !== undefined) return;
	// Likewise a name that nothing could be saved under.
	if (prompt.kind === "save" && !saveView(workspace, prompt.text)) return;
	workspace.prompt.set(undefined);
	if (isChoice(prompt)) {
		promptAnswers(workspace, prompt)?.[prompt.choice]?.run(workspace);
		return;
	}
	historyOf(workspace, prompt)?.add(prompt.text);
	if (prompt.kind === "search") workspace.logs?.goToMatch();
}

function choose(workspace: Workspace, prompt: Prompt, step: number): void {
	const count = promptAnswers(workspace, prompt)?.length ?? 0;
	if (count > 0) workspace.prompt.set({ ...prompt, choice: (prompt.choice + step + count) % count });
}
