import type { ScreenOptions, Shown } from "../src/cli/screen-options.ts";
import type { InputEvent } from "../src/terminal/key.ts";
import { pluginFront } from "./dialogs/plugin-front.ts";
import { mountInk } from "./frame/mount-ink.ts";
import { dispatch } from "./input/dispatch.ts";
import { Root } from "./root.tsx";
import { Themed } from "./theme/themed.tsx";
import { frameLayout, promptCursor } from "./workspace/frame-layout.ts";
import { Workspaces } from "./workspace/workspaces.ts";

/** What is on the terminal; ended by disposing of it. */
export interface ShownWorkspaces extends Shown {
	readonly workspaces: Workspaces;
}

/** Show a cluster on a terminal, and others when they are asked for, until what is returned is disposed of. */
export function show({
	terminal,
	leave,
	suspend,
	plugins,
	forwardSets = {},
	debugJournal,
	...options
}: ScreenOptions): ShownWorkspaces {
	const open = new AsyncDisposableStack();
	const copy = (text: string): boolean => terminal.copy(text);
	const { random } = options;
	const host = { random, debugJournal, forwardSets, copy, leave, suspend, terminal, redraw: () => terminal.redraw() };
	const workspaces = open.use(new Workspaces({ ...options, host }));
	plugins?.attach(pluginFront(workspaces, terminal));
	const size = (): { columns: number; rows: number } => terminal.size.get();
	const ink = open.use(
		mountInk(
			<Themed terminal={terminal}>
				<Root workspaces={workspaces} size={terminal.size} />
			</Themed>,
			{
				...size(),
				onFrame: (lines) => terminal.draw({ lines, ...promptCursor(workspaces.workspace, size()) }),
				// Rethrown outside of React, so that it ends the program as any other bug does.
				onError: (error) =>
					queueMicrotask(() => {
						throw error;
					}),
			},
		),
	);
	open.defer(terminal.size.subscribe(() => ink.resize(size())));
	const hear = (event: InputEvent): void => {
		const { workspace } = workspaces;
		dispatch(workspace, event, () => frameLayout(workspace, size()));
	};
	open.defer(terminal.onInput(hear));
	return { workspaces, hear, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
