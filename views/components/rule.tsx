import type { ReactNode } from "react";
import { safeText } from "../../src/text/safe-text.ts";
import { TextLine } from "./span.tsx";

/** A line across the screen. */
export function Rule({ width }: { readonly width: number }): ReactNode {
	return <TextLine pieces={[{ text: safeText("─".repeat(width)), token: "rule" }]} />;
}
