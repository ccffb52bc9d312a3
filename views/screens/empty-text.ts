import type { Freshness } from "../../src/cluster/freshness.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import { isLocal, type TableModel } from "./table-model.ts";

const { trouble } = messages;
/** Node's and OpenSSL's codes for a certificate that does not convince. */
const untrustedCodes = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/;

/** Why a table shows nothing, most important line first. */
export function emptyText(
	table: TableModel,
	host: string,
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	const freshness = table.freshness.get();
	const said = messages.views.empty;
	const { plural: kind, namespaced } = table.kind;
	if (table.total > 0) return say("plain", said.noMatch(table.filterInForce.get(), table.total));
	if (isLocal(table.target.kind)) return say("attention", ...table.target.kind.emptyText());
	const where = table.target.namespace ?? messages.views.allNamespaces;
	switch (freshness.state) {
		case "connecting":
			return say("attention", said.connecting(host));
		case "syncing":
			return say("attention", said.syncing);
		case "live":
			if (table.target.selection !== undefined) return say("muted", said.noneSelected(kind));
			return say("muted", namespaced ? said.none(kind, where) : said.noneAtAll(kind));
		case "forbidden":
			if (!namespaced) return say("attention", said.forbiddenKind(kind), reason(freshness));
			return say("attention", said.forbidden(kind, where), reason(freshness), said.forbiddenHint);
		case "unauthorised":
			return say(
				"broken",
				trouble.notSignedIn(host),
				reason(freshness),
				trouble.retriedTwiceAMinute,
				trouble.howToLeave,
			);
		case "absent":
			return say("unknown", said.absent(kind), reason(freshness), trouble.retriedEachMinute);
		case "reconnecting":
		case "stale":
			return say("broken", connectionTrouble(freshness.failure, host), reason(freshness), trouble.howToLeave);
	}
}

/** What is wrong with the way to the server, or with what it answers. */
function connectionTrouble({ kind, code = "" }: Failure, host: string): string {
	if (kind !== "unreachable" && kind !== "timeout") return trouble.answersWrong(host);
	return untrustedCodes.test(code) ? trouble.untrusted(host) : trouble.unreachable(host);
}

function reason(freshness: Freshness): string {
	return "failure" in freshness ? freshness.failure.message : "";
}

function say(
	token: Token,
	...lines: readonly string[]
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	return { lines: lines.filter((line) => line !== "").map(safeText), token };
}
