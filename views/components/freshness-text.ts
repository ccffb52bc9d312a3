import type { Freshness } from "../../src/cluster/freshness.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { humanDuration } from "../../src/text/duration.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { connectionTrouble } from "../screens/connection-trouble.ts";
import type { Token } from "../theme/theme.ts";

/** How far the rows can be trusted, in words, with the glyph that says the same as the colour. */
export function freshnessText(freshness: Freshness, nowMs: number): { readonly text: SafeText; readonly token: Token } {
	const said = messages.views.freshness;
	const age = humanDuration(Math.max(0, nowMs - freshness.sinceMs));
	switch (freshness.state) {
		case "connecting":
			return { text: safeText(`◌ ${connectingText(freshness.failure)}`), token: "attention" };
		case "syncing":
			return { text: safeText(`◌ ${said.syncing(freshness.received)}`), token: "attention" };
		case "live":
			return { text: safeText(`● ${said.live}`), token: "ok" };
		case "reloading":
			return { text: safeText(`◌ ${said.reloading}`), token: "attention" };
		case "reconnecting":
			return { text: safeText(`▲ ${said.reconnecting(age)}`), token: "attention" };
		case "stale":
			return { text: safeText(`✖ ${said.stale(age)}`), token: "broken" };
		case "forbidden":
			return { text: safeText(`⊘ ${said.forbidden}`), token: "attention" };
		case "unauthorised":
			return { text: safeText(`✖ ${said.unauthorised}`), token: "broken" };
		case "absent":
			return { text: safeText(`⊘ ${said.absent}`), token: "unknown" };
	}
}

function connectingText(failure: Failure | undefined): string {
	const said = messages.views.freshness;
	if (failure === undefined) return said.connecting;
	const { brief } = messages.trouble;
	const answer = failure.status === undefined ? brief.wrongAnswer : brief.answers(failure.status);
	return said.notConnected(connectionTrouble(failure)?.brief ?? answer);
}
