import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { LoadModel } from "../load/load-model.ts";
import { planLoad } from "../load/plan-load.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXACT, type Match } from "./answer.ts";

const said = messages.load;
/** `bench URL [REQUESTS [CONCURRENCY]]`: ask what listens on this machine, and measure how long that takes. */
export function loadAnswers(workspace: Workspace, text: string): readonly Match[] {
	const [word = "", ...rest] = text.split(/\s+/);
	if (word.toLowerCase() !== "bench") return [];
	// On a forward the command of that name knows what to ask.
	if (rest.length === 0 && placeOf(workspace.view) === "forwards") return [];
	const plan = planLoad(rest);
	const isPlan = typeof plan !== "string";
	const [url = ""] = rest;
	return [
		{
			answer: {
				title: safeText(text),
				detail: safeText(isPlan ? said.answer(url, plan.requests, plan.concurrency) : plan),
				run: (on) => {
					if (isPlan) on.show(new LoadModel(plan, workspace.options.clock));
					else on.notice.set(safeText(plan));
				},
			},
			score: 2 * EXACT,
		},
	];
}
