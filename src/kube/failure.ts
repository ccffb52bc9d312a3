import { type SafeText, safeText } from "../text/safe-text.ts";

/**
 * Every way in which talking to a cluster is expected to fail. A view draws each of them in its own
 * place; anything else that throws is a bug.
 *
 * - `unauthorised` 401 or a credential that cannot be had; `forbidden` 403
 * - `absent` 404, 503 of an aggregated API, a kind the server does not serve
 * - `gone` 410: the resource version is too old
 * - `unreachable` no connection, TLS failure, connection lost; `timeout` a phase took too long
 * - `throttled` 429 or 503 with Retry-After; `conflict` 409 (or a precondition that failed)
 * - `invalid` the server refused the request (400, 422) or answered with bytes that make no sense
 * - `server` any other 5xx; `refused` our own guard (read-only) said no before anything was sent
 */
export type FailureKind =
	| "unauthorised"
	| "forbidden"
	| "absent"
	| "gone"
	| "unreachable"
	| "timeout"
	| "throttled"
	| "conflict"
	| "invalid"
	| "server"
	| "refused"
	| "cancelled";

/** One expected failure, safe to draw. */
export interface Failure {
	readonly kind: FailureKind;
	/** What happened, in the server's or the system's words, already safe for the terminal. */
	readonly message: SafeText;
	/** HTTP status where there was one. */
	readonly status?: number;
	/** `Status.reason` of the API server where it sent one, e.g. `Expired`. */
	readonly reason?: string;
	/** What the server asked for in `Retry-After`, in milliseconds. */
	readonly retryAfterMs?: number;
	/** System error code such as `ECONNREFUSED`, or a TLS code such as `CERT_HAS_EXPIRED`. */
	readonly code?: string;
}

/** Make a failure; the message may come from anywhere and is made safe here. */
export function failure(kind: FailureKind, message: string, detail: Omit<Failure, "kind" | "message"> = {}): Failure {
	return { kind, message: safeText(message), ...detail };
}
