import { isLoopback } from "../../src/forwards/forward-spec.ts";
import type { LoadPlan } from "../../src/forwards/load-test.ts";
import { messages } from "../../src/text/messages/messages.ts";

const said = messages.load;
const usual = { requests: 200, concurrency: 10 };

/** What is to be sent, from `URL [REQUESTS [CONCURRENCY]]`; or what is wrong with it. */
export function planLoad([address = "", requests, concurrency]: readonly string[]): LoadPlan | string {
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
