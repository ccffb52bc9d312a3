import type { Freshness } from "../../src/cluster/freshness.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import type { TableModel } from "./table-model.ts";

/** Why a table shows nothing, most important line first. */
export function emptyText(
	table: TableModel,
	host: string,
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	const freshness = table.freshness.get();
	const said = messages.views.empty;
	const { plural: kind, namespaced } = table.kind;
	if (table.total > 0) return say("plain", said.noMatch(table.filterText.get(), table.total));
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
			return say("broken", said.unauthorised, reason(freshness), said.retrying);
		case "absent":
			return say("unknown", said.absent(kind), reason(freshness), said.retrying);
		case "reconnecting":
		case "stale":
			return say("broken", said.unreachable(host), reason(freshness));
	}
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
