import { Box } from "ink";
import type { ReactNode } from "react";
import { createStore } from "../../src/base/store.ts";
import { TextLine } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { dialogLines } from "./dialog-lines.ts";

const nothing = createStore(0);

/** The open dialog, or how far a deletion has come, in the rows below the table; where they do not suffice, its first line and the last ones. */
export function DialogPanel({
	workspace,
	height,
}: {
	readonly workspace: Workspace;
	readonly height: number;
}): ReactNode {
	useReadable(workspace.dialog);
	useReadable(useReadable(workspace.bulk)?.changed ?? nothing);
	// A row may vanish while the question stands.
	useReadable(workspace.table?.changed ?? nothing);
	const lines = dialogLines(workspace, height);
	const shown = lines.length <= height ? lines : [...lines.slice(0, 1), ...lines.slice(1).slice(1 - height)];
	return (
		<Box flexDirection="column" height={height} overflow="hidden">
			{shown.map((pieces, index) => (
				// oxlint-disable-next-line react/no-array-index-key
				<TextLine key={index} pieces={pieces} />
			))}
		</Box>
	);
}
