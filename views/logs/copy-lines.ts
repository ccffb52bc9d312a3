import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Put the marked lines on the clipboard, else the one that one is at: as they came, without what we draw before them. */
export function copyLines({ logs, notice, options }: Workspace): void {
	const at = logs?.current()?.line;
	if (logs === undefined || at === undefined) return;
	const wanted = logs.marks.size > 0 ? [...logs.marks].toSorted((a, b) => a - b) : [at];
	const texts = wanted.flatMap((line) => {
		const record = logs.logs.record(line);
		return record === undefined ? [] : [record.row.segments.map(({ text }) => text).join("")];
	});
	// What was marked may not be kept any more.
	if (texts.length === 0) {
		notice.set(safeText(messages.logScreen.disabled.noLine));
		return;
	}
	const isCopied = options.copy(texts.join("\n"));
	notice.set(safeText(isCopied ? messages.logScreen.copiedLines(texts.length) : messages.views.notCopied));
}
