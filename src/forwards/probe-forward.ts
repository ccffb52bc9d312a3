import { get } from "node:http";
import type { Clock } from "../base/clock.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";

/** Longer than a program that is well takes, and short enough to wait for. */
const patienceMs = 5_000;

/** Ask for a page through a forward, and say what came of it. Never rejects. */
export function probeForward(clock: Clock, url: string): Promise<SafeText> {
	const said = messages.forwards;
	const startedMs = clock.monotonic();
	const tookMs = (): number => Math.round(clock.monotonic() - startedMs);
	return new Promise((resolve) => {
		const request = get(url, { agent: false, headers: { connection: "close" } });
		const tell = (text: string): void => {
			timer.cancel();
			request.destroy();
			resolve(safeText(text));
		};
		const timer = clock.after(patienceMs, () => tell(said.probeFailed(url, said.noAnswer(patienceMs / 1000))));
		request.on("response", ({ statusCode = 0 }) => tell(said.probed(url, statusCode, tookMs())));
		request.on("error", (error: NodeJS.ErrnoException) => {
			const isOther = error.code?.startsWith("HPE_") === true;
			tell(isOther ? said.connects(new URL(url).host, tookMs()) : said.probeFailed(url, error.message));
		});
	});
}
