import { Box } from "ink";
import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import { Notice } from "../components/notice.tsx";
import { TextLine } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LogModel } from "./log-model.ts";
import { drawLog, type LogPicture, sameLogPicture } from "./log-picture.ts";
import { LogText } from "./log-text.ts";

/** Logs: as many lines as fit, or why there are none. Nothing is rendered while it looks the same. */
export function LogScreen({
	workspace,
	model,
	width,
	height,
}: {
	readonly workspace: Pick<Workspace, "live" | "tick">;
	readonly model: LogModel;
	readonly width: number;
	readonly height: number;
}): ReactNode {
	// Lines are made anew for another log.
	// oxlint-disable-next-line react/exhaustive-deps
	const text = useMemo(() => new LogText(), [model]);
	const picture = useMemo(() => {
		const draw = (): LogPicture => drawLog(workspace, model, text, { width, height });
		return deriveAll([model.changed, workspace.tick], draw, sameLogPicture);
	}, [workspace, model, text, width, height]);
	const { lines, empty } = useReadable(picture);
	return (
		<Box flexDirection="column" height={height} overflow="hidden">
			{lines.map(({ key, pieces }) => (
				<TextLine key={key} pieces={pieces} />
			))}
			{empty !== undefined && (
				<Notice lines={empty.lines} token={empty.token} height={Math.max(1, height - lines.length)} />
			)}
		</Box>
	);
}
