import type { Verdict } from "../../src/kube/access/access-review.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { objectOf } from "../workspace/open-detail.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { consequence } from "./consequence.ts";
import type { ActionMenu, OneObject } from "./dialog.ts";
import { mayDeleteMarked, toDelete, whatIsMarked } from "./marked-objects.ts";

const { disabled } = messages.views;

/** Open the menu of what can be done to the marked objects, else to the one under the cursor, and ask what the user may do. */
export function openActions(workspace: Workspace): void {
	const { table, dialog } = workspace;
	if (table === undefined) return;
	const row = table.current();
	const subject = table.marks.size > 0 ? whatIsMarked(workspace, table) : row && oneObject(objectOf(table, row), row);
	if (subject === undefined) return;
	const menu: ActionMenu = { kind: "menu", subject, mayDelete: undefined };
	dialog.set(menu);
	void mayDelete(workspace, subject).then((answer) => {
		// Not what was opened since.
		if (dialog.get() === menu) dialog.set({ ...menu, ...answer });
	});
}

/** Why what the menu is about cannot be deleted; undefined when it can, or when only the server knows. */
export function deletionProblem({ dialog, options, table, bulk }: Workspace): SafeText | undefined {
	const open = dialog.get();
	if (open?.kind !== "menu") return safeText(disabled.noRow);
	const { subject, mayDelete: verdict } = open;
	if (options.readOnly) return safeText(disabled.readOnly);
	const { kind } = subject.about === "row" ? subject.reference.resource : subject.resource;
	if (table !== undefined && "from" in table.target.kind) return safeText(disabled.partOf(kind));
	if (subject.about === "marks" && bulk.get()?.isEnded === false) return safeText(disabled.stillDeleting);
	if (verdict === undefined) return safeText(disabled.asking);
	if (verdict.state === "denied") return verdict.message;
	if (subject.about === "marks" && toDelete(subject).length === 0) return safeText(disabled.allGone);
	return undefined;
}

/** From the menu to the question. */
export function askToDelete({ dialog, options }: Workspace): void {
	const open = dialog.get();
	if (open?.kind !== "menu") return;
	const { subject } = open;
	const objects = subject.about === "row" ? [subject] : toDelete(subject);
	const typed = objects.length === 1 ? objects[0]?.reference.name : String(objects.length);
	dialog.set({
		kind: "confirm",
		subject,
		expected: options.production ? typed : undefined,
		typed: "",
		focus: "cancel",
		offset: 0,
		openedAtMs: options.clock.monotonic(),
	});
}

function oneObject(reference: OneObject["reference"], row: Parameters<typeof consequence>[1]): OneObject {
	return { about: "row", reference, consequence: consequence(reference.resource, row) };
}

async function mayDelete(
	{ access }: Workspace,
	subject: ActionMenu["subject"],
): Promise<{ readonly mayDelete: Verdict } & Partial<Pick<ActionMenu, "subject">>> {
	if (subject.about === "marks") return mayDeleteMarked(access, subject);
	const { resource, namespace, name } = subject.reference;
	const { group, plural } = resource;
	return { mayDelete: await access.can({ verb: "delete", group, resource: plural, namespace, name }) };
}
