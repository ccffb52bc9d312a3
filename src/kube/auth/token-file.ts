import { readFile } from "node:fs/promises";
import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { fileProblem } from "../kubeconfig/kubeconfig-failure.ts";
import { headerValue } from "./header-value.ts";

/** A bearer token in a file that somebody else renews. */
export interface TokenFile {
	/**
	 * The token, read again when it is older than 50 s, or at once if `fresh`. While the file cannot
	 * be read, the last token that could be stays.
	 *
	 * @returns the token as a header carries it, or in words why there is none
	 */
	read(fresh: boolean): Promise<Result<string, string>>;
}

/** client-go trusts a token for a minute and reads again ten seconds before that is over. */
const trustedMs = 50_000;

/**
 * Watch over a token file.
 *
 * @param fallback used while the file has never been readable; empty for none
 * @see client-go transport/token_source.go, NewCachedFileTokenSource
 */
export function createTokenFile(file: string, fallback: string, clock: Clock): TokenFile {
	let token = fallback;
	let readAtMs = Number.NEGATIVE_INFINITY;
	return {
		async read(fresh) {
			if (!fresh && clock.monotonic() - readAtMs < trustedMs) return ok(token);
			const read = await readToken(file);
			if (!read.ok) return token === "" ? read : ok(token);
			token = read.value;
			readAtMs = clock.monotonic();
			return ok(token);
		},
	};
}

async function readToken(file: string): Promise<Result<string, string>> {
	let text: string;
	try {
		text = (await readFile(file, "utf8")).trim();
	} catch (error) {
		return fail(messages.kubeconfig.unreadable(file, fileProblem(error)));
	}
	if (text === "") return fail(messages.credentials.emptyToken(file));
	const token = headerValue(text);
	return token === undefined ? fail(messages.kubeconfig.badHeader(file)) : ok(token);
}
