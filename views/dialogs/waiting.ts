import type { SafeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Lines, piece } from "./lines.ts";

/** Something that was asked for and is on its way; keys that come meanwhile are nobody's. */
export interface Waiting {
	readonly kind: "waiting";
	readonly title: SafeText;
	/** What it waits for, or how far it is. */
	readonly lines: readonly SafeText[];
	/** Give it up. */
	cancel(): void;
}

/**
 * Do something that takes its time, in sight: it may tell how far it is, and `esc` gives it up.
 *
 * @returns undefined when it was given up, or the workspace was closed
 */
export async function whileWaiting<Value>(
	{ dialog }: Workspace,
	title: SafeText,
	run: (signal: AbortSignal, tell: (...lines: readonly SafeText[]) => void) => Promise<Value>,
): Promise<Value | undefined> {
	const giveUp = new AbortController();
	let shown: Waiting = { kind: "waiting", title, lines: [], cancel: () => giveUp.abort() };
	dialog.set(shown);
	const close = dialog.subscribe(() => {
		if (dialog.get() !== shown) giveUp.abort();
	});
	try {
		const value = await run(giveUp.signal, (...lines) => {
			if (dialog.get() !== shown) return;
			shown = { ...shown, lines };
			dialog.set(shown);
		});
		return giveUp.signal.aborted ? undefined : value;
	} finally {
		close();
		if (dialog.get() === shown) dialog.set(undefined);
	}
}

/** What is waited for. */
export function waitingLines({ title, lines }: Waiting): Lines {
	return [[piece(` ${title}`, "title")], ...lines.map((line) => [piece(`   ${line}`)])];
}
