import type { Freshness } from "../../src/cluster/freshness.ts";
import type { Tries } from "../../src/cluster/reachability.ts";
import type { ConnectionTarget } from "../../src/kube/connection-target.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { connectionTrouble } from "./connection-trouble.ts";
import { isLocal, type TableModel } from "./table-model.ts";

const { trouble } = messages;

/** Why a table shows nothing, most important line first. */
export function emptyText(
	table: TableModel,
	{ cluster, options, isConfined }: Pick<Workspace, "cluster" | "options" | "isConfined">,
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	const { target, reachability } = cluster;
	const nowMs = options.clock.now();
	const freshness = table.freshness.get();
	const { host } = target.endpoint.server;
	const said = messages.views.empty;
	const { plural: kind, namespaced } = table.kind;
	if (table.total > 0) return noneShown(table);
	if (isLocal(table.target.kind)) return say("attention", ...table.target.kind.emptyText());
	const where = table.target.namespace ?? messages.views.allNamespaces;
	switch (freshness.state) {
		case "connecting":
			if (freshness.failure === undefined) return say("attention", said.connecting(host));
			return say("broken", ...troubleLines(freshness.failure, target, reachability.tries.get(), nowMs, true));
		case "syncing":
		case "reloading":
			return say("attention", said.syncing);
		case "live":
			if (table.target.selection !== undefined) return say("muted", said.noneSelected(kind));
			if (!namespaced) return say("muted", said.noneAtAll(kind));
			return say(
				"muted",
				said.none(kind, where),
				table.target.namespace === undefined || isConfined ? "" : said.elsewhere,
			);
		case "forbidden":
			if (!namespaced) return say("attention", said.forbiddenKind(kind), reason(freshness));
			return say("attention", said.forbidden(kind, where), reason(freshness), said.forbiddenHint);
		case "unauthorised":
			return say(
				"broken",
				trouble.notSignedIn(host),
				reason(freshness),
				trouble.advice.signIn(target.user),
				trouble.retriedTwiceAMinute,
				trouble.howToLeave,
			);
		case "absent":
			return say("unknown", said.absent(kind), reason(freshness), trouble.retriedEachMinute);
		case "reconnecting":
		case "stale":
			return say("broken", ...troubleLines(freshness.failure, target, reachability.tries.get(), nowMs, false));
	}
}

/** There are rows, and none of them is shown. */
function noneShown({ filter: { inForce }, onlyBroken, total, kind }: TableModel): ReturnType<typeof emptyText> {
	const said = messages.views.empty;
	const filter = inForce.get().trim();
	if (!onlyBroken.get()) return say("plain", said.noMatch(filter, total));
	if (filter === "") return say("ok", said.nothingBroken(kind.plural, total), said.showAll);
	return say("plain", said.noBrokenMatch(filter), said.showAll);
}

/** What is wrong with the way to the server, or with what it answers; what to look at; and when it is tried again. */
function troubleLines(
	failure: Failure,
	{ endpoint, cluster }: ConnectionTarget,
	tries: Tries,
	nowMs: number,
	isFirst: boolean,
): readonly string[] {
	const { host } = endpoint.server;
	const wrong = connectionTrouble(failure);
	if (wrong === undefined) return [trouble.answersWrong(host), failure.message, trouble.howToLeave];
	const reached = isFirst ? trouble.notReached(host) : trouble.unreachable(host);
	const what = wrong.untrusted === true ? trouble.untrusted(host) : reached;
	return [what, failure.message, wrong.advice?.(cluster) ?? "", nextTry(tries, nowMs), trouble.howToLeave];
}

/** When the cluster is asked again; nothing while it is not known to be silent. */
function nextTry({ failed, nextAtMs }: Tries, nowMs: number): string {
	if (failed === 0) return "";
	if (nextAtMs === undefined) return trouble.tryNow(failed + 1);
	return trouble.nextTry(failed + 1, Math.max(0, Math.ceil((nextAtMs - nowMs) / 1_000)));
}

function reason(freshness: Freshness): string {
	return "failure" in freshness ? (freshness.failure?.message ?? "") : "";
}

function say(
	token: Token,
	...lines: readonly string[]
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	return { lines: lines.filter((line) => line !== "").map(safeText), token };
}
