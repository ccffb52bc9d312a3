import type { LogTarget } from "../../src/logs/log-view.ts";
import type { ContainerRow } from "../../src/resources/containers.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { TableModel } from "../screens/table-model.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Whose logs are meant, and how they are called. */
export interface NamedLogTarget {
	readonly target: LogTarget;
	readonly title: SafeText;
}

type PodPicks = Extract<LogTarget, { of: "pods" }>;
type Pick = PodPicks["picks"][number];

/** The logs of the marked rows, else of the row under the cursor; undefined where no pods belong to them. */
export function chosenLogs(workspace: Workspace): NamedLogTarget | undefined {
	const { table } = workspace;
	const row = table?.current();
	if (table === undefined) return undefined;
	const marked = table.marks.list().flatMap((one) => (one.state === "gone" ? [] : [one.row]));
	if (marked.length === 0) return row === undefined ? undefined : logsOf(workspace, table, [row], titleOf(table, row));
	const [only] = marked;
	const title =
		marked.length === 1 && only !== undefined
			? titleOf(table, only)
			: safeText(messages.logScreen.marked(table.kind.plural, marked.length));
	return logsOf(workspace, table, marked, title);
}

function logsOf(
	workspace: Workspace,
	table: TableModel,
	rows: readonly ResourceRow[],
	title: SafeText,
): NamedLogTarget | undefined {
	const picks = rows.map((row) => pickOf(table, row));
	if (picks.length === 0 || picks.some((pick) => pick === undefined)) return undefined;
	const containers = table.kind.id === "containers" ? { containers: [...new Set(rows.map(({ name }) => name))] } : {};
	return {
		title,
		target: {
			of: "pods",
			namespace: namespaceOf(workspace, table, rows),
			picks: picks.filter((pick) => pick !== undefined),
			...containers,
		},
	};
}

/** Which pods belong to a row. */
function pickOf({ kind }: TableModel, row: ResourceRow): Pick | undefined {
	if (kind.id === "pods") return { from: "pods", select: { by: "uid", uid: row.uid } };
	if (kind.id === "containers") return { from: "pods", select: { by: "uid", uid: (row as ContainerRow).podUid } };
	const drill = kind.drillDown?.(row);
	return drill?.to === "pods" || drill?.to === "jobs" ? { from: drill.to, select: drill.select } : undefined;
}

/** Where the pods are; undefined = anywhere. What belongs to a node is in all namespaces, as far as one may look. */
function namespaceOf(workspace: Workspace, { kind }: TableModel, rows: readonly ResourceRow[]): string | undefined {
	if (kind.id === "namespaces") return rows.length === 1 ? rows[0]?.name : undefined;
	const anywhere = workspace.isConfined ? workspace.namespace : undefined;
	const namespaces = new Set(rows.map(({ namespace }) => namespace));
	const [only = ""] = namespaces;
	return namespaces.size > 1 || only === "" ? anywhere : only;
}

function titleOf({ kind }: TableModel, row: ResourceRow): SafeText {
	if (kind.id === "containers") return safeText(`Container ${row.name} of Pod ${(row as ContainerRow).podKey}`);
	return safeText(`${kind.kind} ${row.namespace === "" ? "" : `${row.namespace}/`}${row.name}`);
}
