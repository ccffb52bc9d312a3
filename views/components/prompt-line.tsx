import type { ReactNode } from "react";
import type { FilterError } from "../../src/table/filter-tree.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth, truncate } from "../../src/text/width.ts";
import { promptText } from "../input/prompt-input.ts";
import type { Prompt, Workspace } from "../workspace/workspace.ts";
import { layoutPrompt, type PromptLayout } from "./prompt-layout.ts";
import { Line, Span } from "./span.tsx";

const said = messages.views.prompts;
/** Cells of the sign before what is typed, and between that and what is said about it. */
const SIGN_COLUMNS = 1;
const GAP = "   ";

/** What is being typed, what is wrong with it and where, or what could be typed. */
export function PromptLine({
	workspace,
	prompt,
	width,
}: {
	readonly workspace: Workspace;
	readonly prompt: Prompt;
	readonly width: number;
}): ReactNode {
	const problem = problemOf(workspace, prompt);
	const layout = promptLayout(workspace, prompt, width);
	const room = width - SIGN_COLUMNS - layout.width - GAP.length;
	const beside =
		problem === undefined ? (prompt.text === "" ? hintOf(workspace, prompt.kind) : "") : `✖ ${problem.message}`;
	return (
		<Line>
			<Span token="prompt">{safeText(said.signs[prompt.kind])}</Span>
			{layout.parts.map(({ text, wrong }, index) => (
				// oxlint-disable-next-line react/no-array-index-key
				<Span key={index} token={wrong ? "wrong" : "plain"}>
					{text}
				</Span>
			))}
			{room > 0 && beside !== "" && (
				<Span token={problem === undefined ? "muted" : "problem"}>
					{safeText(`${problem === undefined ? "" : GAP}${truncate(safeText(beside), room)}`)}
				</Span>
			)}
		</Line>
	);
}

function hintOf({ logs }: Workspace, kind: Prompt["kind"]): string {
	return kind === "search" && logs !== undefined ? said.hints.searchLogs : said.hints[kind];
}

/** Which part of what is typed is on the screen; a long sentence about it leaves it half of the line at least. */
export function promptLayout(workspace: Workspace, prompt: Prompt, width: number): PromptLayout {
	const problem = problemOf(workspace, prompt);
	const most = width - SIGN_COLUMNS;
	const left = problem === undefined ? most : most - GAP.length - cellWidth(safeText(`✖ ${problem.message}`));
	return layoutPrompt(promptText(prompt), problem, Math.max(left, Math.floor(most / 2)));
}

function problemOf({ table, logs, notice }: Workspace, { kind, text }: Prompt): FilterError | undefined {
	if (kind === "filter") return table?.filter.problem.get();
	if (kind === "lines" || kind === "search") return logs?.problem.get();
	const message = kind === "save" ? notice.get() : undefined;
	return message && { message, at: 0, length: text.length };
}
