import { Box } from "ink";
import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import { Notice } from "../components/notice.tsx";
import { TableHead } from "../components/table-head.tsx";
import { TableRow } from "../components/table-row.tsx";
import { TableText } from "../components/table-text.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { TableModel } from "./table-model.ts";
import { drawTable, samePicture, type TablePicture } from "./table-picture.ts";

/** A table: its headings and as many rows as fit, or why there are none. Nothing is rendered while it looks the same. */
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
	// Widths settle anew for another table.
	// oxlint-disable-next-line react/exhaustive-deps
	const text = useMemo(() => new TableText(), [table]);
	const picture = useMemo(() => {
		const draw = (): TablePicture => drawTable(workspace, table, text, { width, height });
		return deriveAll([table.changed, workspace.tick], draw, samePicture);
	}, [workspace, table, text, width, height]);
	const { columns, sort, rows, empty } = useReadable(picture);
	if (empty !== undefined) return <Notice lines={empty.lines} token={empty.token} height={height} />;
	return (
		<Box flexDirection="column" height={height}>
			<TableHead columns={columns} sort={sort} />
			{rows.map(({ uid, text, chosen, mark }) => (
				<TableRow key={uid} text={text} selected={chosen} width={width} mark={mark} />
			))}
		</Box>
	);
}
