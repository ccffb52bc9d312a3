import { Box } from "ink";
import { type ReactNode, useState } from "react";
import { Notice } from "../components/notice.tsx";
import { TableHead } from "../components/table-head.tsx";
import { TableRow } from "../components/table-row.tsx";
import { TableText } from "../components/table-text.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { emptyText } from "./empty-text.ts";
import type { TableModel } from "./table-model.ts";

/** Cells left of the first column, for the cursor's mark. */
const GUTTER_COLUMNS = 1;

/** A table: its headings and as many rows as fit, or why there are none. */
export function TableScreen({
	workspace,
	table,
	width,
	height,
}: {
	readonly workspace: Workspace;
	readonly table: TableModel;
	readonly width: number;
	readonly height: number;
}): ReactNode {
	useReadable(table.changed);
	useReadable(workspace.tick);
	const [text] = useState(() => new TableText());
	const live = workspace.live();
	const window = table.window(height - 1);
	if (window.rows.length === 0) {
		const empty = emptyText(table, workspace.cluster.target.endpoint.server.host);
		return <Notice lines={empty.lines} token={empty.token} height={height} />;
	}
	const { columns, rows } = text.update({
		rows: window.rows,
		isGone: (uid) => table.isGone(uid),
		columns: table.columns,
		sortedBy: table.sort.columnId,
		live,
		width: width - GUTTER_COLUMNS,
		nowMs: workspace.options.clock.monotonic(),
	});
	return (
		<Box flexDirection="column" height={height}>
			<TableHead columns={columns} sort={table.sort} />
			{window.rows.map((row, index) => {
				const cells = rows[index];
				return (
					cells !== undefined && (
						<TableRow key={row.uid} text={cells} selected={window.offset + index === window.cursor} width={width} />
					)
				);
			})}
		</Box>
	);
}
