import { type Kind, kinds } from "../world/kinds.ts";
import { type KubeObject, timeText } from "../world/kube-object.ts";
import { checkBudgets } from "./disruption-budget.ts";
import { find, type MutationRequest, objectBody, objectReply } from "./mutate.ts";
import { bytesReply, type Reply } from "./reply.ts";
import { statusBytes } from "./represent.ts";
import { predicateOf } from "./selectors.ts";
import { conflict, deleted } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * DELETE: a pod is marked and goes after its grace period; everything else goes at once.
 *
 * @throws StatusError 404, 409 when the UID or version is not what the caller expects
 */
export function remove(request: MutationRequest, name: string): Reply {
	return removeObject(request, find(request, name), (request.body ?? {}) as JsonObject);
}

/**
 * DELETE of a collection: everything that the selectors match, each as if it were deleted alone.
 *
 * @throws StatusError 400
 */
export function removeCollection(request: MutationRequest): Reply {
	const { matches } = predicateOf(request.query, request.kind.kind, request.namespace);
	const options = (request.body ?? {}) as JsonObject;
	for (const object of request.store.list(request.kind).filter(matches)) removeObject(request, object, options);
	const done = { metadata: {}, status: "Success", code: 200 } as const;
	return bytesReply(statusBytes(done, request.form.format), request.form.format);
}

/** POST of an eviction: a deletion that a disruption budget may refuse. @throws StatusError 404, 409, 429 */
export function evict(request: MutationRequest, name: string): Reply {
	const { deleteOptions = {} } = objectBody(request.body) as { readonly deleteOptions?: JsonObject };
	const pod = find(request, name);
	checkBudgets(request.store, pod);
	removeObject(request, pod, deleteOptions);
	const done = { metadata: {}, status: "Success", code: 201 } as const;
	return bytesReply(statusBytes(done, request.form.format), request.form.format, 201);
}

function removeObject(request: MutationRequest, current: KubeObject, options: JsonObject): Reply {
	const { kind, store, form } = request;
	const { name } = current.metadata;
	const dryRun = request.dryRun || (Array.isArray(options["dryRun"]) && options["dryRun"].includes("All"));
	checkPreconditions(kind, current, (options["preconditions"] ?? {}) as Readonly<Record<string, string>>);
	const { namespace, uid } = current.metadata;
	const graceSeconds = graceOf(request, options, current);
	if (kind !== kinds.pods || graceSeconds === 0) {
		if (!dryRun) store.delete(kind, namespace, name);
		return bytesReply(statusBytes(deleted(kind, name, uid), form.format), form.format);
	}
	if (dryRun || current.metadata.deletionTimestamp !== undefined) return objectReply(request, current);
	const deletionTimestamp = timeText(request.clock.now() + graceSeconds * 1000);
	const metadata = { ...current.metadata, deletionTimestamp, deletionGracePeriodSeconds: graceSeconds };
	const marked = store.update(kind, { ...current, metadata });
	request.later(graceSeconds * 1000, () => {
		if (store.get(kind, namespace, name)?.metadata.uid === uid) store.delete(kind, namespace, name);
	});
	return objectReply(request, marked);
}

function checkPreconditions(kind: Kind, current: KubeObject, expected: Readonly<Record<string, string>>): void {
	const { name, uid, resourceVersion } = current.metadata;
	const check = (label: string, asked: string | undefined, actual: string): void => {
		if (asked === undefined || asked === actual) return;
		throw conflict(
			kind,
			name,
			`Precondition failed: ${label} in precondition: ${asked}, ${label} in object meta: ${actual}`,
		);
	};
	check("UID", expected["uid"], uid);
	check("ResourceVersion", expected["resourceVersion"], resourceVersion);
}

function graceOf(request: MutationRequest, options: JsonObject, current: KubeObject): number {
	const asked = options["gracePeriodSeconds"] ?? request.query.get("gracePeriodSeconds");
	if (asked !== undefined && asked !== null) return Number(asked);
	const spec = current["spec"] as JsonObject | undefined;
	// A pod that no kubelet runs goes at once.
	if (!spec?.["nodeName"]) return 0;
	return Number(spec["terminationGracePeriodSeconds"] ?? 30);
}
