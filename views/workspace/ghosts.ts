import type { Workspace } from "./workspace.ts";

/** The server has said that an object is gone: tables that still have its row have missed that, and list anew. */
export function layGhost(workspace: Workspace, uid: string): void {
	for (const view of workspace.stack.get()) {
		if (view.type === "table" && view.rows.byUid(uid) !== undefined) view.reload();
	}
}
