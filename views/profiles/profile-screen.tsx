import type { ReactNode } from "react";
import { measuredSeconds } from "../../src/profiles/fetch-profile.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { Notice } from "../components/notice.tsx";
import { PaneRows } from "../components/pane-rows.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { ProfileModel } from "./profile-model.ts";

const said = messages.profiles;

/** What a program's functions cost, or why that is not known (yet). */
export function ProfileScreen({
	profile,
	height,
}: {
	readonly profile: ProfileModel;
	readonly height: number;
}): ReactNode {
	useReadable(profile.pane.changed);
	const { state } = useReadable(profile.state);
	if (!profile.pane.isEmpty) return <PaneRows pane={profile.pane} height={height} />;
	return <Notice lines={emptyLines(profile)} token={state === "failed" ? "broken" : "muted"} height={height} />;
}

function emptyLines({ state, topic }: ProfileModel): readonly SafeText[] {
	const now = state.get();
	switch (now.state) {
		case "opening":
			return [safeText(said.opening)];
		case "measuring": {
			const what = topic === "profile" ? said.measuring(measuredSeconds) : said.reading(said.topics[topic]);
			return [safeText(what), safeText(said.otherTopics)];
		}
		case "failed":
			return [safeText(said.failed), now.message, safeText(said.howElse)];
		case "current":
			return [safeText(said.nothing), safeText(said.otherTopics)];
	}
}
