import { Box } from "ink";
import type { ReactNode } from "react";
import { createStore, type Readable } from "../src/base/store.ts";
import type { TerminalSize } from "../src/terminal/terminal.ts";
import { messages } from "../src/text/messages/messages.ts";
import { safeText } from "../src/text/safe-text.ts";
import { AnswerList } from "./components/answer-list.tsx";
import { BottomLine } from "./components/bottom-line.tsx";
import { Header } from "./components/header.tsx";
import { GUTTER_COLUMNS, PaneRows } from "./components/pane-rows.tsx";
import { Rule } from "./components/rule.tsx";
import { Line, Span } from "./components/span.tsx";
import { TitleLine } from "./components/title-line.tsx";
import { DialogPanel } from "./dialogs/dialog-panel.tsx";
import { hasRules } from "./frame/geometry.ts";
import { useReadable } from "./hooks/use-readable.ts";
import { LogScreen } from "./logs/log-screen.tsx";
import { ProfileScreen } from "./profiles/profile-screen.tsx";
import { DetailScreen } from "./screens/detail-screen.tsx";
import { TableScreen } from "./screens/table-screen.tsx";
import { frameLayout } from "./workspace/frame-layout.ts";
import type { Workspace } from "./workspace/workspace.ts";

const nothing = createStore(0);

/** The whole screen: header, title, the view on top of the stack, what is typed, the keys. */
export function App({
	workspace,
	size,
}: {
	readonly workspace: Workspace;
	readonly size: Readable<TerminalSize>;
}): ReactNode {
	const screen = useReadable(size);
	const stack = useReadable(workspace.stack);
	const prompt = useReadable(workspace.prompt);
	useReadable(workspace.dialog);
	useReadable(workspace.pluginWords);
	const bulk = useReadable(workspace.bulk);
	useReadable(bulk?.changed ?? nothing);
	useReadable(workspace.headerShown);
	const at = frameLayout(workspace, screen);
	const view = stack.at(-1);
	const width = screen.columns;
	// Before the title, which says where in the text one is.
	if (view !== undefined && view.type !== "table" && view.type !== "logs")
		view.pane.fit(width - GUTTER_COLUMNS, at.bodyRows);
	if (!at.fits) {
		return (
			<Line>
				<Span>{safeText(messages.views.tooSmall(screen.columns, screen.rows))}</Span>
			</Line>
		);
	}
	return (
		<Box flexDirection="column" width={width} height={screen.rows} overflow="hidden">
			{at.headerRows > 0 && <Header workspace={workspace} width={width} />}
			<TitleLine workspace={workspace} width={width} />
			{hasRules(screen) && <Rule width={width} />}
			<Box flexDirection="column" height={at.bodyRows}>
				{view?.type === "table" && (
					<TableScreen key={stack.length} workspace={workspace} table={view} width={width} height={at.bodyRows} />
				)}
				{view?.type === "detail" && <DetailScreen detail={view} height={at.bodyRows} />}
				{view?.type === "profile" && <ProfileScreen profile={view} height={at.bodyRows} />}
				{view?.type === "logs" && (
					<LogScreen key={stack.length} workspace={workspace} model={view} width={width} height={at.bodyRows} />
				)}
				{(view?.type === "help" || view?.type === "record" || view?.type === "load") && (
					<PaneRows pane={view.pane} height={at.bodyRows} />
				)}
			</Box>
			{at.answerRules > 0 && <Rule width={width} />}
			{at.answerRows > 0 &&
				(prompt?.kind === "palette" || prompt?.kind === "sources" ? (
					<AnswerList answers={at.answers} choice={prompt.choice} width={width} height={at.answerRows} />
				) : (
					<DialogPanel workspace={workspace} height={at.answerRows} />
				))}
			{hasRules(screen) && <Rule width={width} />}
			<BottomLine workspace={workspace} width={width} />
		</Box>
	);
}
