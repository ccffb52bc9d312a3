import { Text } from "ink";
import { memo, type ReactNode, useContext } from "react";
import type { SafeText } from "../../src/text/safe-text.ts";
import { type Piece, styledText } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import { ThemeContext } from "../theme/theme-context.ts";
import { samePieces } from "./segments.ts";

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
	const theme = useContext(ThemeContext);
	return <Text>{styledText([{ text: children, token, isOnCursor }], theme)}</Text>;
}

/** One row of the screen: spans in order, cut at the edge, never wrapped. */
export function Line({ children }: { readonly children: ReactNode }): ReactNode {
	return <Text wrap="truncate-end">{children}</Text>;
}

/**
 * One row of the screen from pieces that are laid out already, cut at the edge: one element, whatever it holds, and
 * not rendered again while it looks the same. What a screen has by the dozen is drawn with it.
 */
export const TextLine = memo(
	function TextLine({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode {
		const theme = useContext(ThemeContext);
		return <Text wrap="truncate-end">{styledText(pieces, theme)}</Text>;
	},
	(before, after) => samePieces(before.pieces, after.pieces),
);

/** Text that may take several rows: wrapped between words. */
export function Paragraph({ children }: { readonly children: ReactNode }): ReactNode {
	return <Text wrap="wrap">{children}</Text>;
}
