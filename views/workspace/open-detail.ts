import type { ResourceIdentity, ResourceRow } from "../../src/resources/resource.ts";
import type { ObjectReference } from "../../src/session/object-reference.ts";
import { type DetailMode, DetailModel } from "../screens/detail-model.ts";
import { isLocal, type OpenableKind, type TableModel } from "../screens/table-model.ts";
import { layGhost } from "./ghosts.ts";
import type { Workspace } from "./workspace.ts";

/** The object behind a row of a table: of a row that was made out of another's, that other. */
export function objectOf({ target }: TableModel, row: ResourceRow): ObjectReference {
	const { kind } = target;
	const { namespace } = row;
	if (isLocal(kind)) throw new Error("a row of this machine is no object of the cluster");
	if (isDerived(kind)) return { resource: kind.from, namespace, ...kind.origin(row) };
	return { resource: kind, namespace, name: row.name, uid: row.uid };
}

/** Show the object under the cursor as text, on top of the stack. */
export function openDetail(workspace: Workspace, mode: DetailMode): void {
	const { table } = workspace;
	const row = table?.current();
	if (table === undefined || row === undefined) return;
	workspace.show(createDetail(workspace, mode, objectOf(table, row), { uid: row.uid, source: table.rows }));
}

/** The text of an object; a change of the row tells when it may have changed. */
export function createDetail(
	workspace: Workspace,
	mode: DetailMode,
	reference: ObjectReference,
	row: DetailModel["row"],
): DetailModel {
	const { cluster, options } = workspace;
	const { transport } = cluster;
	const nowMs = (): number => workspace.live().nowMs;
	const onGhost = (): void => layGhost(workspace, row.uid);
	return new DetailModel({ mode, reference, row, transport, clock: options.clock, nowMs, onGhost });
}

function isDerived(kind: OpenableKind): kind is Extract<OpenableKind, { from: ResourceIdentity }> {
	return "from" in kind;
}
