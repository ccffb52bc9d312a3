import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import type { Resource } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { useReadable } from "../hooks/use-readable.ts";
import { LoadTitle } from "../load/load-title.tsx";
import { LogTitle } from "../logs/log-title.tsx";
import { ProfileTitle } from "../profiles/profile-title.tsx";
import type { TableModel } from "../screens/table-model.ts";
import type { TextPane } from "../screens/text-pane.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { DetailTitle } from "./detail-title.tsx";
import { namespaceKeys } from "./namespace-keys.ts";
import { placeSegments, searchSegments } from "./pane-place.ts";
import { fitSegments, type Segment, samePieces, segment } from "./segments.ts";
import { TextLine } from "./span.tsx";
import { StatusLine } from "./status-line.tsx";

/** Where one is: the kind, the scope, the filter, the sort, and how many rows that leaves. */
export function TitleLine({ workspace, width }: { readonly workspace: Workspace; readonly width: number }): ReactNode {
	const { view } = workspace;
	if (view?.type === "detail") return <DetailTitle detail={view} width={width} />;
	if (view?.type === "profile") return <ProfileTitle profile={view} width={width} />;
	if (view?.type === "load") return <LoadTitle load={view} width={width} />;
	if (view?.type === "help") return <PaneTitle title={messages.help.title} pane={view.pane} width={width} />;
	if (view?.type === "logs") return <LogTitle model={view} width={width} />;
	if (view?.type === "record")
		return <PaneTitle title={messages.logScreen.record.title} within={view.title} pane={view.pane} width={width} />;
	return view === undefined ? undefined : <TableTitle workspace={workspace} table={view} width={width} />;
}

function PaneTitle({
	title,
	within,
	pane,
	width,
}: {
	readonly title: string;
	readonly within?: string;
	readonly pane: TextPane;
	readonly width: number;
}): ReactNode {
	useReadable(pane.changed);
	const what = within === undefined ? [] : [segment(within, "plain", 1)];
	const where = [segment(title, "title"), ...what, ...searchSegments(pane)];
	return <StatusLine groups={[where, placeSegments(pane)]} width={width} />;
}

function TableTitle({
	workspace,
	table,
	width,
}: {
	readonly workspace: Workspace;
	readonly table: TableModel;
	readonly width: number;
}): ReactNode {
	const pieces = useMemo(
		() => deriveAll([table.changed], () => fitSegments(titleGroups(workspace, table), width), samePieces),
		[workspace, table, width],
	);
	return <TextLine pieces={useReadable(pieces)} />;
}

function titleGroups(workspace: Workspace, table: TableModel): readonly (readonly Segment[])[] {
	const { namespace, within } = table.target;
	const { kind } = table;
	const filter = table.filter.inForce.get().trim();
	const isWrong = table.filter.problem.get() !== undefined;
	const { sort } = table;
	const where: Segment[] = [segment(kind.plural, "title")];
	if (within !== undefined) where.push(segment(within, "plain", 1));
	if (kind.namespaced) where.push(segment(namespace ?? messages.views.allNamespaces, "muted", 2));
	if (filter !== "") where.push(segment(`${messages.views.prompts.signs.filter}${filter}`, "prompt"));
	if (isPartlyByName(table)) where.push(segment(messages.views.someByName, "muted", 3));
	if (table.onlyBroken.get()) where.push(segment(messages.views.onlyBroken, "attention"));
	if (isWrong)
		where.push(
			segment(filter === "" ? messages.views.prompts.noGood : messages.views.prompts.lastGood, "attention", 1),
		);
	const sorted = kind.columns.find(({ id }) => id === sort.columnId);
	if (sorted !== undefined) where.push(segment(`${sorted.title}${sort.descending ? "↓" : "↑"}`, "muted", 3));
	const shown = segment(messages.views.counts.shown(table.shown, table.total), "plain", 1);
	const marked = markCounts(table);
	return [where, [...namespaceKeys(workspace), ...(marked === "" ? [] : [segment(marked, "mark")]), shown]];
}

/** How many rows are marked, and how many of these cannot be seen. */
function markCounts({ marks }: TableModel): string {
	const list = marks.list();
	const count = (state: "hidden" | "gone"): number => list.filter((one) => one.state === state).length;
	return list.length === 0 ? "" : messages.views.counts.marked(list.length, count("hidden"), count("gone"));
}

/** Some events give no UID of what they are about: they are shown by its name, and that is said. */
function isPartlyByName({ target: { selection }, kind, rows }: TableModel): boolean {
	if (selection?.by !== "about" || !("about" in kind)) return false;
	const { about } = kind as Resource;
	return Array.from(rows.rows()).some((row) => about?.(row).uid !== selection.uid);
}
