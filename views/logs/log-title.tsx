import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import { fitSegments, samePieces } from "../components/segments.ts";
import { TextLine } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { LogModel } from "./log-model.ts";
import { logTitle } from "./log-title-segments.ts";

/** Whose logs these are, whether they go on, what is filtered and searched for, and how much that leaves. */
export function LogTitle({ model, width }: { readonly model: LogModel; readonly width: number }): ReactNode {
	const pieces = useMemo(
		() => deriveAll([model.changed, model.problem], () => fitSegments(logTitle(model, width), width), samePieces),
		[model, width],
	);
	return <TextLine pieces={useReadable(pieces)} />;
}
