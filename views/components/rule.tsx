import { memo, type ReactNode } from "react";
import { safeText } from "../../src/text/safe-text.ts";
import { Line, Span } from "./span.tsx";

/** A line across the screen. */
export const Rule = memo(function Rule({ width }: { readonly width: number }): ReactNode {
	return (
		<Line>
			<Span token="rule">{safeText("─".repeat(width))}</Span>
		</Line>
	);
});
