import type { Access } from "../../src/kube/access/access.ts";
import type { Verdict } from "../../src/kube/access/access-review.ts";
import type { TableModel } from "../screens/table-model.ts";
import { objectOf } from "../workspace/open-detail.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { consequenceOfAll } from "./consequence.ts";
import type { MarkedObject, MarkedObjects } from "./dialog.ts";

/** Everything that is marked in a table. */
export function whatIsMarked({ cluster }: Workspace, table: TableModel): MarkedObjects | undefined {
	const marked = table.marks.list();
	const objects = marked.map(
		({ row, state, problem }): MarkedObject => ({
			reference: objectOf(table, row),
			hidden: state === "hidden",
			problem,
			denied: undefined,
		}),
	);
	const resource = objects[0]?.reference.resource;
	if (resource === undefined) return undefined;
	const alive = marked.flatMap(({ row, state }) => (state === "gone" ? [] : [row]));
	return {
		about: "marks",
		resource,
		objects,
		consequence: consequenceOfAll(resource, alive),
		context: cluster.target.context,
		transport: cluster.transport,
		marks: table.marks,
		isGone: (uid) => table.isGone(uid),
	};
}

/** Those of the marked objects that would be deleted now. */
export function toDelete({ objects, isGone }: MarkedObjects): readonly MarkedObject[] {
	return objects.filter(({ denied, reference }) => denied === undefined && !isGone(reference.uid));
}

/** Ask once a namespace. It is denied when none of the objects may be deleted; else those that may not are told apart. */
export async function mayDeleteMarked(
	access: Access,
	subject: MarkedObjects,
): Promise<{ readonly mayDelete: Verdict; readonly subject: MarkedObjects }> {
	const { group, plural } = subject.resource;
	const namespaces = [...new Set(subject.objects.map(({ reference }) => reference.namespace))];
	const asked = namespaces.map(
		async (namespace) => [namespace, await access.can({ verb: "delete", group, resource: plural, namespace })] as const,
	);
	const verdicts = new Map(await Promise.all(asked));
	const objects = subject.objects.map((object): MarkedObject => {
		const verdict = verdicts.get(object.reference.namespace);
		return verdict?.state === "denied" ? { ...object, denied: verdict.message } : object;
	});
	const all = [...verdicts.values()];
	const mayDelete = all.find(({ state }) => state !== "denied") ?? all[0] ?? { state: "allowed" };
	return { mayDelete, subject: { ...subject, objects } };
}
