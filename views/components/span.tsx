import { Text } from "ink";
import type { ReactNode } from "react";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import { useStyle } from "../theme/theme-context.ts";

/**
 * The one door through which text reaches Ink: it takes nothing but safe text. `Text` itself is
 * banned everywhere else by lint.
 */
export function Span({
	token = "plain",
	isOnCursor = false,
	children,
}: {
	readonly token?: Token;
	/** It stands on the bar under the cursor. */
	readonly isOnCursor?: boolean;
	readonly children: SafeText;
}): ReactNode {
	return <Text {...useStyle(token, isOnCursor)}>{children}</Text>;
}

/** One row of the screen: spans in order, cut at the edge, never wrapped. */
export function Line({ children }: { readonly children: ReactNode }): ReactNode {
	return <Text wrap="truncate-end">{children}</Text>;
}

/** Text that may take several rows: wrapped between words. */
export function Paragraph({ children }: { readonly children: ReactNode }): ReactNode {
	return <Text wrap="wrap">{children}</Text>;
}
