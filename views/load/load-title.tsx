import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { placeSegments, searchSegments } from "../components/pane-place.ts";
import { type Segment, segment } from "../components/segments.ts";
import { StatusLine } from "../components/status-line.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { LoadModel } from "./load-model.ts";

const said = messages.load;

/** What is asked, how often, and whether it goes on. */
export function LoadTitle({ load, width }: { readonly load: LoadModel; readonly width: number }): ReactNode {
	useReadable(load.pane.changed);
	const { plan, report } = load.test;
	const { state } = report.get();
	const where: readonly Segment[] = [
		segment(said.title, "title"),
		segment(`http://${plan.host}:${plan.port}${plan.path}`, "plain", 1),
		segment(said.plan(plan.requests, plan.concurrency), "muted", 2),
		segment(said.states[state], state === "done" ? "ok" : "attention"),
		...searchSegments(load.pane),
	];
	return <StatusLine groups={[where, placeSegments(load.pane)]} width={width} />;
}
