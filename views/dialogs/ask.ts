import type { Readable } from "../../src/base/store.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Question } from "./dialog.ts";

/** What is asked; how it is asked is the dialog's. */
type Asked = Pick<Question, "title" | "facts" | "says" | "yes" | "no">;

/** Ask something, once no other dialog is open and nothing is being typed. No is the answer also when the dialog, or the workspace, is closed. */
export async function ask(workspace: Workspace, asked: Asked): Promise<boolean> {
	// Whoever waited beside it may have asked first.
	while (!isFree(workspace)) await free(workspace);
	if (workspace.isClosed) return false;
	let answer = false;
	const question: Question = {
		kind: "question",
		...asked,
		focus: "no",
		openedAtMs: workspace.options.clock.monotonic(),
		id: Symbol("question"),
		accept() {
			answer = true;
		},
	};
	workspace.dialog.set(question);
	await closed(workspace, question.id);
	return answer;
}

function isFree({ dialog, prompt }: Workspace): boolean {
	return dialog.get() === undefined && prompt.get() === undefined;
}

/** Resolves when nothing else is being asked or typed. */
function free(workspace: Workspace): Promise<void> {
	return until([workspace.dialog, workspace.prompt], () => isFree(workspace));
}

/** Resolves when this question is no longer open. */
function closed({ dialog }: Workspace, id: symbol): Promise<void> {
	return until([dialog], () => {
		const open = dialog.get();
		return open?.kind !== "question" || open.id !== id;
	});
}

function until(stores: readonly Pick<Readable<unknown>, "subscribe">[], isSo: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (!isSo()) return;
			for (const end of ends) end();
			resolve();
		};
		const ends = stores.map((store) => store.subscribe(look));
		look();
	});
}
