import { openNewFile } from "../../src/session/open-new-file.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { LogModel } from "./log-model.ts";

/**
 * Save the lines that are shown, with their times and sources where these are shown. A long log takes a while; what
 * came of it is said when it has ended.
 *
 * @returns false when the file cannot be made; why has been said
 */
export function saveLog({ notice }: Workspace, model: LogModel, path: string): boolean {
	const opened = openNewFile(path);
	if (!opened.ok) {
		notice.set(opened.failure);
		return false;
	}
	const said = messages.logScreen;
	notice.set(safeText(said.saving(path)));
	const lines = model.logs.save({ times: model.drawing.times !== "off", sources: model.labels.width > 0 });
	void opened.value.write(lines).then((written) => {
		notice.set(written.ok ? safeText(said.saved(written.value, path)) : written.failure);
	});
	return true;
}
