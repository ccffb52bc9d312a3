import type { ReactNode } from "react";
import { measuredSeconds } from "../../src/profiles/fetch-profile.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { placeSegments, searchSegments } from "../components/pane-place.ts";
import { type Segment, segment } from "../components/segments.ts";
import { StatusLine } from "../components/status-line.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { ProfileModel } from "./profile-model.ts";

const said = messages.profiles;

/** Whose profile it is, of what, how it is looked at, and what goes on. */
export function ProfileTitle({
	profile,
	width,
}: {
	readonly profile: ProfileModel;
	readonly width: number;
}): ReactNode {
	useReadable(profile.pane.changed);
	const now = useReadable(profile.state);
	const { topic, port, counted, pane, look } = profile;
	const where: Segment[] = [segment(said.title, "title", 1), segment(profile.pod, "plain")];
	where.push(segment(said.topics[topic], "title"));
	if (counted !== undefined && counted !== "cpu") where.push(segment(counted, "muted", 2));
	if (!pane.isEmpty) where.push(segment(said.looks[look], "muted", 1));
	if (port !== undefined) where.push(segment(said.port(port), "muted", 3));
	// Beside a profile that is there already; where there is none, the screen says it.
	if (!pane.isEmpty && now.state === "measuring")
		where.push(segment(topic === "profile" ? said.measuring(measuredSeconds) : said.reading(""), "attention"));
	if (!pane.isEmpty && now.state === "failed") where.push(segment(`✖ ${now.message}`, "broken"));
	where.push(...searchSegments(pane));
	return <StatusLine groups={[where, placeSegments(pane)]} width={width} />;
}
