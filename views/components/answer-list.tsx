import { Box } from "ink";
import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { fitCell } from "../../src/text/width.ts";
import type { Answer } from "../palette/answer.ts";
import { Line, Span } from "./span.tsx";

const TITLE_COLUMNS = 28;

/** What the palette offers, the chosen one marked. */
export function AnswerList({
	answers,
	choice,
	width,
	height,
}: {
	readonly answers: readonly Answer[];
	readonly choice: number;
	readonly width: number;
	readonly height: number;
}): ReactNode {
	if (answers.length === 0) {
		return (
			<Line>
				<Span token="attention">{safeText(`  ${messages.views.palette.none}`)}</Span>
			</Line>
		);
	}
	const first = Math.max(0, Math.min(choice - height + 1, answers.length - height));
	return (
		<Box flexDirection="column" height={height}>
			{answers.slice(first, first + height).map((answer, index) => {
				const isChosen = first + index === choice;
				const title = fitCell(answer.title, TITLE_COLUMNS, "left");
				const detail = fitCell(answer.detail, Math.max(0, width - TITLE_COLUMNS - 3), "left");
				return (
					<Line key={`${answer.title} ${answer.detail}`}>
						<Span token={isChosen ? "cursor" : "plain"}>{safeText(`${isChosen ? "▸" : " "} ${title} `)}</Span>
						<Span token="muted" isOnCursor={isChosen}>
							{detail}
						</Span>
					</Line>
				);
			})}
		</Box>
	);
}
