import { type Kind, qualifiedName } from "../world/kinds.ts";

/** One cause in the details of a {@link Status}. */
interface StatusCause {
	readonly reason: string;
	readonly message: string;
	readonly field?: string;
}

/** The body of an answer that is not an object: `meta/v1` Status, without `kind` and `apiVersion`. */
export interface Status {
	readonly metadata: Readonly<Record<string, string>>;
	readonly status: "Failure" | "Success";
	readonly message?: string;
	readonly reason?: string;
	readonly details?: {
		readonly name?: string;
		readonly group?: string;
		readonly kind?: string;
		readonly uid?: string;
		readonly causes?: readonly StatusCause[];
		readonly retryAfterSeconds?: number;
	};
	readonly code: number;
}

/**
 * A failed request, thrown by handlers and turned into a response by the router.
 *
 * @see k8s.io/apimachinery `pkg/api/errors` for codes, reasons and wording
 */
export class StatusError extends Error {
	readonly body: Status;
	constructor(body: Status) {
		super(body.message);
		this.name = "StatusError";
		this.body = body;
	}
}

function failure(code: number, reason: string, message: string, details?: Status["details"]): StatusError {
	return new StatusError({
		metadata: {},
		status: "Failure",
		message,
		reason,
		...(details === undefined ? {} : { details }),
		code,
	});
}

type Names = Pick<Kind, "group" | "plural">;

function detailsOf(kind: Names, name?: string): Status["details"] {
	return {
		...(name === undefined ? {} : { name }),
		...(kind.group === "" ? {} : { group: kind.group }),
		kind: kind.plural,
	};
}

/** 400. */
export function badRequest(message: string): StatusError {
	return failure(400, "BadRequest", message);
}

/** 401. */
export function unauthorized(): StatusError {
	return failure(401, "Unauthorized", "Unauthorized");
}

/** 403 for a request on a resource; `why` is the authoriser's sentence. */
export function forbidden(kind: Names, name: string | undefined, why: string): StatusError {
	const subject = name === undefined ? qualifiedName(kind) : `${qualifiedName(kind)} "${name}"`;
	return failure(403, "Forbidden", `${subject} is forbidden: ${why}`, detailsOf(kind, name));
}

/** 403 for a path that is no resource. */
export function forbiddenPath(user: string, verb: string, path: string): StatusError {
	return failure(403, "Forbidden", `forbidden: User "${user}" cannot ${verb} path "${path}"`, {});
}

/** 404 for an object. */
export function notFound(kind: Names, name: string): StatusError {
	return failure(404, "NotFound", `${qualifiedName(kind)} "${name}" not found`, detailsOf(kind, name));
}

/** 404 for a path nothing serves. */
export function noSuchResource(): StatusError {
	return failure(404, "NotFound", "the server could not find the requested resource", {});
}

/** 405. */
export function methodNotAllowed(): StatusError {
	return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}

/** 406, naming what would do. */
export function notAcceptable(accepted: readonly string[]): StatusError {
	return failure(406, "NotAcceptable", `only the following media types are accepted: ${accepted.join(", ")}`);
}

/** 409 for a name that is taken. */
export function alreadyExists(kind: Names, name: string): StatusError {
	return failure(409, "AlreadyExists", `${qualifiedName(kind)} "${name}" already exists`, detailsOf(kind, name));
}

/** 409 for a precondition that does not hold or an update that came too late. */
export function conflict(kind: Names, name: string, why: string): StatusError {
	const message = `Operation cannot be fulfilled on ${qualifiedName(kind)} "${name}": ${why}`;
	return failure(409, "Conflict", message, detailsOf(kind, name));
}

/** A field that somebody applied and that is another's. */
export interface FieldConflict {
	/** The other, as the API server writes it. */
	readonly with: string;
	readonly field: string;
}

/** 409 for an apply that would change what others manage. @see k8s.io/apimachinery `pkg/util/managedfields/internal/conflict.go` */
export function applyConflict(conflicts: readonly FieldConflict[]): StatusError {
	const causes = conflicts.map(({ with: other, field }) => {
		return { reason: "FieldManagerConflict", message: `conflict with ${other}`, field };
	});
	const [first] = conflicts;
	const others = [...new Set(conflicts.map((conflict) => conflict.with))].sort();
	const lines = others.flatMap((other) => [
		`conflicts with ${other}:`,
		...conflicts.filter((conflict) => conflict.with === other).map(({ field }) => `- ${field}`),
	]);
	const said =
		conflicts.length === 1
			? `1 conflict: conflict with ${first?.with}: ${first?.field}`
			: `${conflicts.length} conflicts: ${lines.join("\n")}`;
	return failure(409, "Conflict", `Apply failed with ${said}`, { causes });
}

/** 410: the history that was asked for is compacted away; `continueToken` restarts without consistency. */
export function expired(message: string, continueToken?: string): StatusError {
	const error = failure(410, "Expired", message);
	if (continueToken === undefined) return error;
	return new StatusError({ ...error.body, metadata: { continue: continueToken } });
}

/** 415. */
export function unsupportedMediaType(accepted: readonly string[]): StatusError {
	const list = accepted.join(", ");
	const message = `the body of the request was in an unknown format - accepted media types include: ${list}`;
	return failure(415, "UnsupportedMediaType", message);
}

/** 422 with one cause. */
export function invalid(
	kind: { readonly group: string; readonly kind: string },
	field: string,
	why: string,
): StatusError {
	const qualified = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
	const message = `${qualified} "" is invalid: ${field}: Forbidden: ${why}`;
	const cause: StatusCause = { reason: "FieldValueForbidden", message: `Forbidden: ${why}`, field };
	return failure(422, "Invalid", message, { group: kind.group, kind: kind.kind, causes: [cause] });
}

/** 504: a version that this server has not seen yet. */
export function tooLargeVersion(asked: number, current: number): StatusError {
	const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
	const causes = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }];
	return failure(504, "Timeout", message, { causes, retryAfterSeconds: 1 });
}

/** A failure of any code, for faults that a test asks for. */
export function plainFailure(code: number, reason: string, message: string, retryAfterSeconds?: number): StatusError {
	return failure(code, reason, message, retryAfterSeconds === undefined ? undefined : { retryAfterSeconds });
}

/** 429 for an eviction that a budget does not allow. @see k8s.io/kubernetes `pkg/registry/core/pod/storage/eviction.go` */
export function violatesBudget(name: string, desiredHealthy: number, currentHealthy: number): StatusError {
	const why = `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
	const causes = [{ reason: "DisruptionBudget", message: why }];
	const message = "Cannot evict pod as it would violate the pod's disruption budget.";
	return failure(429, "TooManyRequests", message, { causes });
}

/** 503 of an aggregated API whose backend is gone. */
export function serviceUnavailable(): StatusError {
	return failure(503, "ServiceUnavailable", "the server is currently unable to handle the request", {});
}

/** What a delete that took effect at once is answered with. */
export function deleted(kind: Names, name: string, uid: string): Status {
	return { metadata: {}, status: "Success", details: { ...detailsOf(kind, name), uid }, code: 200 };
}
