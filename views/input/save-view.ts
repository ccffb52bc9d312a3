import { writeNewFile } from "../../src/session/write-new-file.ts";
import { savedTable } from "../../src/table/saved-table.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { saveLog } from "../logs/save-log.ts";
import type { View, Workspace } from "../workspace/workspace.ts";
import { localPath } from "./local-path.ts";

const said = messages.session.saving;

/** Ask for a file name to save the view on screen under; one that tells what and when it is, is there already. */
export function askWhereToSave(workspace: Workspace): void {
	workspace.prompt.set({ kind: "save", text: suggestedName(workspace), choice: 0 });
}

/**
 * Save the view on screen: of a table the rows and columns that are shown, in their order, as JSON where the name
 * ends so and else as CSV; of an object its text; of a profile the file that pprof reads; of a log its lines.
 *
 * @returns false when it was not saved; why has been said
 */
export function saveView(workspace: Workspace, name: string): boolean {
	const { view } = workspace;
	if (name.trim() === "" || view === undefined) return true;
	if (view.type === "help" || view.type === "load" || view.type === "record") return true;
	const path = localPath(name);
	if (view.type === "logs") return saveLog(workspace, view, path);
	const form = path.toLowerCase().endsWith(".json") ? "json" : "csv";
	const written = writeNewFile(path, contentOf(workspace, view, form));
	if (!written.ok) workspace.notice.set(written.failure);
	else workspace.notice.set(safeText(view.type === "table" ? said.rows(view.shown, path) : said.saved(path)));
	return written.ok;
}

function contentOf(
	workspace: Workspace,
	view: Exclude<View, { type: "help" | "load" | "record" | "logs" }>,
	form: "json" | "csv",
): string | Uint8Array {
	switch (view.type) {
		case "detail":
			return `${view.pane.texts.join("\n")}\n`;
		case "profile":
			return view.file ?? "";
		case "table":
			return savedTable(view.columns, view.allShown(), workspace.live(), form);
	}
}

/** `company-pods-payments-20261121-140322.csv`. */
function suggestedName({ view, cluster, options }: Workspace): string {
	const moment = new Date(options.clock.now())
		.toISOString()
		.replace(/\.\d+Z$/, "")
		.replaceAll(/[-:]/g, "")
		.replace("T", "-");
	const parts = [cluster.target.context];
	if (view?.type === "table") parts.push(view.kind.plural, view.target.within ?? view.target.namespace ?? "all");
	if (view?.type === "detail") parts.push(view.reference.resource.kind, view.reference.namespace, view.reference.name);
	if (view?.type === "profile") parts.push(view.pod, view.topic === "profile" ? "cpu" : view.topic);
	if (view?.type === "logs") parts.push("logs", view.title);
	const words = [...parts, moment].map((part) => part.replaceAll(/[^\w.]+/g, "-").replaceAll(/^[-.]+|-+$/g, ""));
	return `${words
		.filter((word) => word !== "")
		.join("-")
		.toLowerCase()}.${extensionOf(view)}`;
}

function extensionOf(view: View | undefined): string {
	if (view?.type === "table") return "csv";
	if (view?.type === "profile") return "pb.gz";
	if (view?.type === "logs") return "log";
	return view?.type === "detail" && view.mode === "yaml" ? "yaml" : "txt";
}
