import { Box } from "ink";
import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { fitCell } from "../../src/text/width.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import { aliveScopes } from "../commands/command.ts";
import { Line, Span } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { HelpModel } from "./help-model.ts";

const KEY_COLUMNS = 16;

/** A line of the help: a heading, or keys and what they do. */
export type HelpLine =
	| { readonly heading: SafeText }
	| { readonly keys: SafeText; readonly doc: SafeText }
	| { readonly blank: true };

/** Every key that is alive on a kind of view, scope by scope, from the command table. */
export function helpLines(about: HelpModel["about"]): readonly HelpLine[] {
	const alive = aliveCommands(about);
	return aliveScopes[about].flatMap((scope, index) => [
		...(index === 0 ? [] : [{ blank: true as const }]),
		{ heading: safeText(messages.views.help[scope]) },
		...alive
			.filter((command) => command.scope === scope)
			.map(({ id, keys }) => ({ keys: safeText(keys.join("  ")), doc: safeText(messages.commands[id].doc) })),
	]);
}

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
