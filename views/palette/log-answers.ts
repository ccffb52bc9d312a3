import { parseLabelSelector } from "../../src/text/label-selector.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openLogsOf } from "../logs/open-logs.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXACT, type Match } from "./answer.ts";

/** `logs -l SELECTOR`: the logs of all pods that a label selector selects, where one looks. */
export function logAnswers({ namespace }: Workspace, text: string): readonly Match[] {
	const selector = /^logs\s+(?:-l\s*|--selector[=\s]\s*)(\S.*)$/.exec(text)?.[1];
	if (selector === undefined) return [];
	const said = messages.logScreen.selected;
	const parsed = parseLabelSelector(selector);
	const problem = parsed.ok ? undefined : safeText(said.unreadable(parsed.failure));
	return [
		{
			answer: {
				title: safeText(text),
				detail: problem ?? safeText(said.answer(namespace)),
				run: (on) => {
					if (problem !== undefined) {
						on.notice.set(problem);
						return;
					}
					const select = { by: "selector", namespace: namespace ?? "", selector } as const;
					const target = { of: "pods", namespace, picks: [{ from: "pods", select }] } as const;
					openLogsOf(on, { target, title: safeText(said.title(selector, namespace)) }, false);
				},
			},
			score: 2 * EXACT,
		},
	];
}
