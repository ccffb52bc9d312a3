import { Box } from "ink";
import type { ReactNode } from "react";
import { Line, Span } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { dialogLines } from "./dialog-lines.ts";

/** The open dialog in the rows below the table; where they do not suffice, its first line and the last ones. */
export function DialogPanel({
	workspace,
	height,
}: {
	readonly workspace: Workspace;
	readonly height: number;
}): ReactNode {
	useReadable(workspace.dialog);
	const lines = dialogLines(workspace);
	const shown = lines.length <= height ? lines : [...lines.slice(0, 1), ...lines.slice(1).slice(1 - height)];
	return (
		<Box flexDirection="column" height={height} overflow="hidden">
			{shown.map((pieces, index) => (
				// oxlint-disable-next-line react/no-array-index-key
				<Line key={index}>
					{pieces.map((piece, place) => (
						// oxlint-disable-next-line react/no-array-index-key
						<Span key={place} token={piece.token}>
							{piece.text}
						</Span>
					))}
				</Line>
			))}
		</Box>
	);
}
