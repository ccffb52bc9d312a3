import type { ReactNode } from "react";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { useReadable } from "../hooks/use-readable.ts";
import { themeFor } from "./theme.ts";
import { ThemeContext } from "./theme-context.ts";

/** Draws in the colours that fit the terminal, and anew when it tells what it draws on. */
export function Themed({
	terminal,
	children,
}: {
	readonly terminal: Pick<Terminal, "colorDepth" | "background">;
	readonly children: ReactNode;
}): ReactNode {
	return (
		<ThemeContext value={themeFor(terminal.colorDepth, useReadable(terminal.background))}>{children}</ThemeContext>
	);
}
