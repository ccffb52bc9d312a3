import type { Result } from "../../src/base/result.ts";
import type { Failure } from "../../src/kube/failure.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { deleteObject } from "../../src/session/delete-object.ts";
import { type ObjectReference, objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { objectOf } from "../workspace/open-detail.ts";
import type { Workspace } from "../workspace/workspace.ts";

const said = messages.session.deletion;

/** Open the menu of what can be done to the object under the cursor, and ask what the user may do. */
export function openActions(workspace: Workspace): void {
	const { table, access, dialog } = workspace;
	const row = table?.current();
	if (table === undefined || row === undefined) return;
	const reference = objectOf(table, row);
	dialog.set({ kind: "menu", reference, consequence: consequence(reference, row), mayDelete: undefined });
	const { resource, namespace, name } = reference;
	const question = { verb: "delete", group: resource.group, resource: resource.plural, namespace, name };
	void access.can(question).then((mayDelete) => {
		const open = dialog.get();
		if (open?.kind === "menu" && open.reference === reference) dialog.set({ ...open, mayDelete });
	});
}

/** Why the object of the menu cannot be deleted; undefined when it can, or when only the server knows. */
export function deletionProblem({ dialog, options, table }: Workspace): SafeText | undefined {
	const open = dialog.get();
	if (open?.kind !== "menu") return safeText(messages.views.disabled.noRow);
	if (options.readOnly) return safeText(messages.views.disabled.readOnly);
	if (table !== undefined && "from" in table.target.kind)
		return safeText(messages.views.disabled.partOf(open.reference.resource.kind));
	if (open.mayDelete === undefined) return safeText(messages.views.disabled.asking);
	return open.mayDelete.state === "denied" ? open.mayDelete.message : undefined;
}

/** From the menu to the question. */
export function askToDelete({ dialog, options }: Workspace): void {
	const open = dialog.get();
	if (open?.kind !== "menu") return;
	const { reference, consequence: what } = open;
	dialog.set({
		kind: "confirm",
		reference,
		consequence: what,
		production: options.production,
		typed: "",
		focus: "cancel",
		openedAtMs: options.clock.monotonic(),
	});
}

/** Delete, and say at the bottom what came of it. */
export async function runDeletion(workspace: Workspace, reference: ObjectReference): Promise<void> {
	const name = `${reference.resource.kind} ${objectName(reference)}`;
	const { notice, cluster, access } = workspace;
	notice.set(safeText(said.running(name)));
	const result = await deleteObject(cluster.transport, reference);
	if (!result.ok && result.failure.kind === "forbidden") access.forget();
	notice.set(safeText(outcome(name, result)));
}

function outcome(name: string, result: Result<"deleted" | "terminating", Failure>): string {
	if (result.ok) return result.value === "deleted" ? said.deleted(name) : said.terminating(name);
	const { kind, message } = result.failure;
	if (kind === "conflict") return said.replaced(name);
	return kind === "absent" ? said.gone(name) : said.failed(name, message);
}

/** Kinds that own pods. */
const workloads = new Set(["deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs"]);

function consequence({ resource }: ObjectReference, row: ResourceRow): SafeText {
	const does = said.consequence;
	if (resource.group === "" && resource.plural === "namespaces") return safeText(does.namespace);
	if (resource.group === "" && resource.plural === "nodes") return safeText(does.node);
	if (resource.group === "" && resource.plural === "pods")
		return safeText(row.ownerUid === "" ? does.lonePod : does.ownedPod);
	return safeText(workloads.has(resource.plural) ? does.workload : does.other);
}
