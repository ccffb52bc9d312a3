import { isLoopback } from "../../src/forwards/forward-spec.ts";
import type { LoadPlan } from "../../src/forwards/load-test.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { LoadModel } from "../load/load-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXACT, type Match } from "./answer.ts";

const said = messages.load;
const usual = { requests: 200, concurrency: 10 };

/** `bench URL [REQUESTS [CONCURRENCY]]`: ask what listens on this machine, and measure how long that takes. */
export function loadAnswers(workspace: Workspace, text: string): readonly Match[] {
	const [word = "", ...rest] = text.split(/\s+/);
	if (word.toLowerCase() !== "bench") return [];
	const plan = planOf(rest);
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

/** The plan, or what is wrong with it. */
function planOf([address = "", requests, concurrency]: readonly string[]): LoadPlan | string {
	if (address === "") return said.noForward;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol !== "http:") return said.notUrl;
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	if (!isLoopback(host)) return said.notHere;
	return {
		host,
		port: Number(url.port || 80),
		path: url.pathname + url.search,
		requests: positive(requests) ?? usual.requests,
		concurrency: positive(concurrency) ?? usual.concurrency,
	};
}

function positive(text: string | undefined): number | undefined {
	const value = Number(text);
	return Number.isInteger(value) && value > 0 ? value : undefined;
}
