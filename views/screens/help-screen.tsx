import { Box } from "ink";
import type { ReactNode } from "react";
import { safeText } from "../../src/text/safe-text.ts";
import { fitCell } from "../../src/text/width.ts";
import { Line, Span } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import { type HelpLine, helpLines } from "./help-lines.ts";
import type { HelpModel } from "./help-model.ts";

const KEY_COLUMNS = 19;

/** The list of keys, scrolled when it is longer than the screen. */
export function HelpScreen({ help, height }: { readonly help: HelpModel; readonly height: number }): ReactNode {
	const lines = helpLines(help.about);
	help.fit(lines.length, height);
	const offset = useReadable(help.offset);
	return (
		<Box flexDirection="column" height={height} paddingLeft={1}>
			{lines.slice(offset, offset + height).map((line, index) => (
				// Lines are fixed text; their place is their identity.
				// oxlint-disable-next-line react/no-array-index-key
				<HelpRow key={offset + index} line={line} />
			))}
		</Box>
	);
}

function HelpRow({ line }: { readonly line: HelpLine }): ReactNode {
	if ("blank" in line) return <Box height={1} />;
	if ("heading" in line) {
		return (
			<Line>
				<Span token="title">{line.heading}</Span>
			</Line>
		);
	}
	return (
		<Line>
			<Span token="key">{safeText(`  ${fitCell(line.keys, KEY_COLUMNS, "left")} `)}</Span>
			<Span>{line.doc}</Span>
		</Line>
	);
}
