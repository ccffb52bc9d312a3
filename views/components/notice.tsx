import { Box } from "ink";
import type { ReactNode } from "react";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import { Paragraph, Span } from "./span.tsx";

/** What stands where rows would be: why there are none, and what to do. */
export function Notice({
	lines,
	height,
	token = "plain",
}: {
	readonly lines: readonly SafeText[];
	readonly height: number;
	readonly token?: Token;
}): ReactNode {
	return (
		<Box flexDirection="column" height={height} paddingX={2} paddingTop={height > 4 ? 1 : 0} overflow="hidden">
			{lines.map((line, index) => (
				<Paragraph key={line}>
					<Span token={index === 0 ? token : "muted"}>{line}</Span>
				</Paragraph>
			))}
		</Box>
	);
}
