import { mayHaveHappened } from "../../src/kube/may-have-happened.ts";
import { type Deletion, deleteObject } from "../../src/session/delete-object.ts";
import { type ObjectReference, objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { layGhost } from "../workspace/ghosts.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { BulkDeletion } from "./bulk-deletion.ts";
import type { Confirmation } from "./dialog.ts";

const said = messages.session.deletion;

/** Do what was asked about and confirmed. */
export function runDeletion(workspace: Workspace, { subject }: Confirmation): void {
	if (subject.about === "row") {
		void deleteOne(workspace, subject.reference);
		return;
	}
	const { access, bulk, notice } = workspace;
	const run = new BulkDeletion(subject, () => access.forget());
	bulk.set(run);
	void run.ended.then(() => {
		if (bulk.get() !== run || run.hasFailed) return;
		bulk.set(undefined);
		notice.set(run.summary());
	});
}

/** Delete, and say at the bottom what came of it. */
async function deleteOne(workspace: Workspace, reference: ObjectReference): Promise<void> {
	const name = `${reference.resource.kind} ${objectName(reference)}`;
	const { notice, cluster, access } = workspace;
	notice.set(safeText(said.running(name)));
	const result = await deleteObject(cluster.transport, reference);
	if (!result.ok && result.failure.kind === "forbidden") access.forget();
	if (!result.ok && result.failure.kind === "absent") layGhost(workspace, reference.uid);
	notice.set(safeText(outcome(name, result)));
}

function outcome(name: string, result: Deletion): string {
	if (result.ok) return result.value === "deleted" ? said.deleted(name) : said.terminating(name);
	const { kind, message } = result.failure;
	if (kind === "conflict") return said.replaced(name);
	if (kind === "absent") return said.gone(name);
	return mayHaveHappened(result.failure) ? said.unknown(name, message) : said.failed(name, message);
}
