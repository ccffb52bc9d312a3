import type { Clock } from "../../base/clock.ts";
import { type Kind, kinds } from "../world/kinds.ts";
import { type Draft, type KubeObject, timeText } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import type { Random } from "../world/random.ts";
import { jsonPatch } from "./json-patch.ts";
import { mergePatch } from "./merge-patch.ts";
import type { Form } from "./negotiate.ts";
import { bytesReply, type Reply } from "./reply.ts";
import { objectBytes, statusBytes } from "./represent.ts";
import { alreadyExists, badRequest, conflict, deleted, notFound, unsupportedMediaType } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What a change is asked of. */
export interface MutationRequest {
	readonly store: ObjectStore;
	readonly clock: Clock;
	readonly random: Random;
	readonly kind: Kind;
	readonly namespace: string | undefined;
	readonly form: Form;
	readonly query: URLSearchParams;
	readonly body: unknown;
	/** Ask for something later; ends with the server. */
	readonly later: (delayMs: number, action: () => void) => void;
}

/** POST: add an object, naming it where only `generateName` is given. @throws StatusError 400, 409 */
export function create(request: MutationRequest): Reply {
	const { store, kind, namespace, random } = request;
	const { metadata = {}, ...rest } = withoutType(objectBody(request.body));
	const given = metadata as Partial<KubeObject["metadata"]>;
	const name = given.name ?? (given.generateName === undefined ? undefined : given.generateName + random.suffix(5));
	if (name === undefined) throw badRequest("name or generateName is required");
	if (given.namespace !== undefined && given.namespace !== namespace) {
		throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
	}
	if (store.get(kind, namespace, name) !== undefined) throw alreadyExists(kind, name);
	const status = kind === kinds.pods ? { status: { phase: "Pending", qosClass: "BestEffort" } } : {};
	const draft: Draft = {
		...status,
		...rest,
		metadata: { ...given, name, ...(namespace === undefined ? {} : { namespace }), uid: random.uuid() },
	};
	return objectReply(request, store.create(kind, draft), 201);
}

/** PUT: replace an object. @throws StatusError 400, 404, 409 */
export function replace(request: MutationRequest, name: string): Reply {
	const current = find(request, name);
	const { metadata = {}, ...rest } = withoutType(objectBody(request.body));
	return objectReply(request, put(request, current, { ...rest, metadata }));
}

/** Media types of the patches that are understood, and what each makes of an object. */
const patches: ReadonlyMap<string, (target: KubeObject, body: unknown) => unknown> = new Map([
	["application/json-patch+json", jsonPatch],
	["application/merge-patch+json", (target, body) => mergePatch(target, withoutType(objectBody(body)))],
	["application/strategic-merge-patch+json", (target, body) => mergePatch(target, withoutType(objectBody(body)), true)],
]);

/** PATCH: change an object. @throws StatusError 400, 404, 409, 415 */
export function patch(request: MutationRequest, name: string, contentType: string): Reply {
	const make = patches.get(contentType);
	if (make === undefined) throw unsupportedMediaType([...patches.keys()]);
	const current = find(request, name);
	return objectReply(request, put(request, current, make(current, request.body) as JsonObject));
}

function put(request: MutationRequest, current: KubeObject, changed: JsonObject): KubeObject {
	const { kind, store } = request;
	const metadata = (changed["metadata"] ?? {}) as Partial<KubeObject["metadata"]>;
	const { name, uid, creationTimestamp, resourceVersion, namespace } = current.metadata;
	if (metadata.uid !== undefined && metadata.uid !== uid) {
		throw conflict(kind, name, `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${uid}`);
	}
	if (metadata.resourceVersion && metadata.resourceVersion !== resourceVersion) {
		throw conflict(
			kind,
			name,
			"the object has been modified; please apply your changes to the latest version and try again",
		);
	}
	const fixed = { name, uid, creationTimestamp, resourceVersion, ...(namespace === undefined ? {} : { namespace }) };
	return store.update(kind, { ...changed, metadata: { ...metadata, ...fixed } });
}

/**
 * DELETE: a pod is marked and goes after its grace period; everything else goes at once.
 *
 * @throws StatusError 404, 409 when the UID or version is not what the caller expects
 */
export function remove(request: MutationRequest, name: string): Reply {
	const { kind, store, form } = request;
	const current = find(request, name);
	const options = (request.body ?? {}) as JsonObject;
	checkPreconditions(kind, current, (options["preconditions"] ?? {}) as Readonly<Record<string, string>>);
	const { namespace, uid } = current.metadata;
	const graceSeconds = graceOf(request, options, current);
	if (kind !== kinds.pods || graceSeconds === 0) {
		store.delete(kind, namespace, name);
		return bytesReply(statusBytes(deleted(kind, name, uid), form.format), form.format);
	}
	if (current.metadata.deletionTimestamp !== undefined) return objectReply(request, current);
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

function find(request: MutationRequest, name: string): KubeObject {
	const object = request.store.get(request.kind, request.namespace, name);
	if (object === undefined) throw notFound(request.kind, name);
	return object;
}

function objectReply(request: MutationRequest, object: KubeObject, status = 200): Reply {
	return bytesReply(objectBytes(request.kind, object, request.form.format), request.form.format, status);
}

function objectBody(body: unknown): JsonObject {
	if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as JsonObject;
	throw badRequest("the body of the request is not an object");
}

function withoutType(object: JsonObject): JsonObject {
	const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
	return rest;
}
