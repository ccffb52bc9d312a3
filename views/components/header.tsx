import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { humanDuration } from "../../src/text/duration.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { truncate } from "../../src/text/width.ts";
import { useReadable } from "../hooks/use-readable.ts";
import { isLocal } from "../screens/table-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { freshnessText } from "./freshness-text.ts";
import { fitSegments, type Segment, samePieces, segment } from "./segments.ts";
import { TextLine } from "./span.tsx";
import { wallClock } from "./wall-clock.ts";

const SKEW_WORTH_SAYING_MS = 30_000;

/** Which cluster this is, how fresh what is drawn is, how much there is, and the time. */
export function Header({ workspace, width }: { readonly workspace: Workspace; readonly width: number }): ReactNode {
	const { table } = workspace;
	const pieces = useMemo(() => {
		// Freshness counts every row of a first list; the table's own beat is fast enough for it.
		const from = [workspace.tick, workspace.kinds.serverVersion, ...(table === undefined ? [] : [table.changed])];
		return deriveAll(from, () => fitSegments(headerGroups(workspace, width), width), samePieces);
	}, [workspace, table, width]);
	return <TextLine pieces={useReadable(pieces)} />;
}

function headerGroups(workspace: Workspace, width: number): readonly (readonly Segment[])[] {
	const { cluster } = workspace;
	const said = messages.views;
	const version = workspace.kinds.serverVersion.get();
	const identity: Segment[] = [
		segment(truncate(safeText(cluster.target.context), Math.max(8, Math.floor(width / 3)), "middle"), "brand"),
	];
	if (workspace.options.production) identity.push(segment(` ${said.production} `, "alarm"));
	if (workspace.options.demo) identity.push(segment(` ${said.demo} `, "badge", 1));
	if (workspace.options.readOnly && workspace.options.files === undefined)
		identity.push(segment(` ${said.readOnly} `, "badge", 1));
	if (version !== undefined) identity.push(segment(version, "muted", 7));
	if (cluster.target.impersonatedUser !== "")
		identity.push(segment(said.as(cluster.target.impersonatedUser), "attention", 2));
	const { files } = workspace.options;
	if (files !== undefined)
		return [identity, [segment(messages.logFiles.count(files.length), "muted", 4)], timeSegments(workspace)];
	return [identity, [...freshnessSegments(workspace), ...countSegments(workspace)], timeSegments(workspace)];
}

function freshnessSegments(workspace: Workspace): readonly Segment[] {
	const nowMs = workspace.options.clock.now();
	const segments: Segment[] = [];
	const { table } = workspace;
	// Beside a text, or a table that is none of the cluster's, the cluster's own state.
	const { freshness } = table === undefined || isLocal(table.target.kind) ? workspace.scope.pods : table;
	const { text, token } = freshnessText(freshness.get(), nowMs);
	segments.push({ pieces: [{ text, token }], priority: 0 });
	const { failed, nextAtMs } = workspace.cluster.reachability.tries.get();
	if (nextAtMs !== undefined) {
		const seconds = Math.max(0, Math.ceil((nextAtMs - nowMs) / 1_000));
		segments.push(segment(messages.views.freshness.nextTry(failed + 1, seconds), "muted", 3));
	}
	const usage = workspace.scope.usage.state.get();
	const said = messages.views.metrics;
	if (usage.state === "live")
		segments.push(segment(said.age(humanDuration(Math.max(0, nowMs - usage.updatedAtMs))), "muted", 5));
	else {
		const isAwaited = usage.state === "waiting" && usage.failure === undefined;
		segments.push(segment(isAwaited ? said.waiting : said.absent, "muted", 5));
	}
	return segments;
}

function countSegments(workspace: Workspace): readonly Segment[] {
	const { nodes, pods } = workspace.scope;
	const { counts } = messages.views;
	return [
		segment(isKnown(nodes) ? counts.nodes(nodes.rows.size) : counts.nodesUnknown, "muted", 4),
		segment(isKnown(pods) ? counts.pods(pods.rows.size) : counts.podsUnknown, "muted", 4),
	];
}

/** What may not be listed is not zero. */
function isKnown({ rows, freshness }: OpenTable): boolean {
	const { state } = freshness.get();
	return rows.size > 0 || state === "live" || state === "syncing" || state === "reloading";
}

function timeSegments(workspace: Workspace): readonly Segment[] {
	const skewMs = workspace.cluster.clockSkewMs.get();
	const clock = segment(wallClock(workspace.options.clock.now()), "plain", 1);
	if (Math.abs(skewMs) < SKEW_WORTH_SAYING_MS) return [clock];
	return [segment(messages.views.skew(Math.round(skewMs / 1_000)), "attention", 3), clock];
}
