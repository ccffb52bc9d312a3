import type { ReactNode } from "react";
import { createStore } from "../../src/base/store.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { KeyBar } from "./key-bar.tsx";
import { PromptLine } from "./prompt-line.tsx";
import { Line, Span } from "./span.tsx";

const nothing = createStore(undefined);

/** The last line: what is being typed, else a notice, else the keys. */
export function BottomLine({ workspace, width }: { readonly workspace: Workspace; readonly width: number }): ReactNode {
	const prompt = useReadable(workspace.prompt);
	const notice = useReadable(workspace.notice);
	const dialog = useReadable(workspace.dialog);
	// What is wrong with a filter of a log is known a while after it was typed.
	useReadable(workspace.logs?.problem ?? nothing);
	if (prompt !== undefined) {
		return <PromptLine workspace={workspace} prompt={prompt} width={width} />;
	}
	if (notice !== undefined) {
		return (
			<Line>
				<Span token="attention">{notice}</Span>
			</Line>
		);
	}
	if (dialog !== undefined) {
		const { leave, giveUp } = messages.views.dialog;
		return (
			<Line>
				<Span token="muted">{safeText(dialog.kind === "waiting" ? giveUp : leave)}</Span>
			</Line>
		);
	}
	return <KeyBar workspace={workspace} width={width} />;
}
