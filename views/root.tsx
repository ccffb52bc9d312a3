import type { ReactNode } from "react";
import type { Readable } from "../src/base/store.ts";
import type { TerminalSize } from "../src/terminal/terminal.ts";
import { App } from "./app.tsx";
import { useReadable } from "./hooks/use-readable.ts";
import type { Workspaces } from "./workspace/workspaces.ts";

/** The workspace on screen; another one is another screen, of which nothing is carried over. */
export function Root({
	workspaces,
	size,
}: {
	readonly workspaces: Workspaces;
	readonly size: Readable<TerminalSize>;
}): ReactNode {
	const { workspace, number } = useReadable(workspaces.changed);
	return <App key={number} workspace={workspace} size={size} />;
}
