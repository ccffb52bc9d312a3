import type { Clock } from "../../base/clock.ts";
import type { Kind } from "../world/kinds.ts";
import { type Draft, type KubeObject, timeText } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import type { Random } from "../world/random.ts";
import { withDefaults } from "./defaults.ts";
import { type FieldWriter, managedAfter } from "./field-managers.ts";
import { jsonPatch } from "./json-patch.ts";
import { mergePatch } from "./merge-patch.ts";
import type { Form } from "./negotiate.ts";
import { bytesReply, type Reply } from "./reply.ts";
import { objectBytes } from "./represent.ts";
import { alreadyExists, badRequest, conflict, notFound, unsupportedMediaType } from "./status.ts";

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
	/** Answer as if, and change nothing. */
	readonly dryRun: boolean;
	/** Ask for something later; ends with the server. */
	readonly later: (delayMs: number, action: () => void) => void;
}

/** POST: add an object, naming it where only `generateName` is given. @throws StatusError 400, 409 */
export function create(request: MutationRequest, operation: FieldWriter["operation"] = "Update"): Reply {
	const { store, kind, namespace, random } = request;
	const { metadata = {}, ...rest } = withoutType(objectBody(request.body));
	const given = metadata as Partial<KubeObject["metadata"]>;
	const name = given.name ?? (given.generateName === undefined ? undefined : given.generateName + random.suffix(5));
	if (name === undefined) throw badRequest("name or generateName is required");
	if (given.namespace !== undefined && given.namespace !== namespace) {
		throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
	}
	if (store.get(kind, namespace, name) !== undefined) throw alreadyExists(kind, name);
	const managedFields = managedAfter(
		kind,
		undefined,
		{ ...rest, metadata },
		{ ...rest, metadata },
		writerOf(request, operation),
	);
	const draft: Draft = withDefaults(kind, random, {
		...rest,
		metadata: { ...given, name, ...(namespace === undefined ? {} : { namespace }), uid: random.uuid(), managedFields },
	});
	return objectReply(request, request.dryRun ? asIfCreated(request, draft) : store.create(kind, draft), 201);
}

function asIfCreated({ clock }: MutationRequest, draft: Draft): KubeObject {
	return {
		...draft,
		metadata: { ...draft.metadata, creationTimestamp: timeText(clock.now()) } as KubeObject["metadata"],
	};
}

/** PUT: replace an object. @throws StatusError 400, 404, 409 */
export function replace(request: MutationRequest, name: string): Reply {
	const current = find(request, name);
	const { metadata = {}, ...rest } = withoutType(objectBody(request.body));
	return objectReply(request, write(request, current, { ...rest, metadata }));
}

const APPLY = "application/apply-patch+yaml";

/** Media types of the patches that are understood, and what each makes of an object. */
const patches: ReadonlyMap<string, (target: KubeObject, body: unknown) => unknown> = new Map([
	["application/json-patch+json", jsonPatch],
	["application/merge-patch+json", (target, body) => mergePatch(target, withoutType(objectBody(body)))],
	["application/strategic-merge-patch+json", (target, body) => mergePatch(target, withoutType(objectBody(body)), true)],
	[APPLY, (target, body) => mergePatch(target, withoutType(objectBody(body)), true)],
]);

/** What a patch of a media type makes of an object. @throws StatusError 415 */
export function patchOf(contentType: string): (target: KubeObject, body: unknown) => unknown {
	const make = patches.get(contentType);
	if (make === undefined) throw unsupportedMediaType([...patches.keys()]);
	return make;
}

/** Who changes something, by the name that a request gives. */
function writerOf({ query, clock }: MutationRequest, operation: FieldWriter["operation"] = "Update"): FieldWriter {
	const manager = query.get("fieldManager") ?? "unknown";
	return { manager, operation, force: query.get("force") === "true", nowMs: clock.now() };
}

/**
 * PATCH: change an object; a server-side apply makes it where it is not there, and is refused where it would
 * change what others manage.
 *
 * @throws StatusError 400, 404, 409, 415
 */
export function patch(request: MutationRequest, name: string, contentType: string): Reply {
	const make = patchOf(contentType);
	const operation = contentType === APPLY ? "Apply" : "Update";
	if (operation === "Apply" && request.store.get(request.kind, request.namespace, name) === undefined) {
		return create(request, operation);
	}
	const current = find(request, name);
	const written = operation === "Apply" ? withoutType(objectBody(request.body)) : {};
	return objectReply(
		request,
		write(request, current, make(current, request.body) as JsonObject, { operation, written }),
	);
}

/** Store a changed object, unless it is only a dry run. @throws StatusError 409 */
export function write(
	request: MutationRequest,
	current: KubeObject,
	changed: JsonObject,
	how: { readonly operation: FieldWriter["operation"]; readonly written: JsonObject } = BY_UPDATE,
): KubeObject {
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
	const next = { name, uid, creationTimestamp, resourceVersion, ...(namespace === undefined ? {} : { namespace }) };
	const managed = managedAfter(
		kind,
		managing(current, metadata),
		changed,
		how.written,
		writerOf(request, how.operation),
	);
	const managedFields = managed.length === 0 ? {} : { managedFields: managed };
	const object = {
		...changed,
		metadata: { ...metadata, ...next, ...managedFields, ...generationOf(current, changed) },
	};
	return request.dryRun ? object : store.update(kind, object);
}

const BY_UPDATE = { operation: "Update", written: {} } as const;

/** An object with its managers as the writer says they are, where it says so. */
function managing(current: KubeObject, { managedFields }: Partial<KubeObject["metadata"]>): KubeObject {
	return managedFields === undefined ? current : { ...current, metadata: { ...current.metadata, managedFields } };
}

/** The generation counts changes of what is wanted. */
function generationOf({ metadata, spec }: KubeObject, changed: JsonObject): { readonly generation?: number } {
	if (metadata.generation === undefined) return {};
	const same = JSON.stringify(spec) === JSON.stringify(changed["spec"]);
	return { generation: metadata.generation + (same ? 0 : 1) };
}

/** The object that a request names. @throws StatusError 404 */
export function find(request: MutationRequest, name: string): KubeObject {
	const object = request.store.get(request.kind, request.namespace, name);
	if (object === undefined) throw notFound(request.kind, name);
	return object;
}

/** An object as the answer to a change of it. */
export function objectReply(request: MutationRequest, object: KubeObject, status = 200): Reply {
	return bytesReply(objectBytes(request.kind, object, request.form.format), request.form.format, status);
}

/** A body that has to be an object. @throws StatusError 400 */
export function objectBody(body: unknown): JsonObject {
	if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as JsonObject;
	throw badRequest("the body of the request is not an object");
}

function withoutType(object: JsonObject): JsonObject {
	const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
	return rest;
}
