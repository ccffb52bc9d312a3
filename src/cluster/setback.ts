import { type Failure, failure } from "../kube/failure.ts";
import { BodyError } from "../kube/transport/transport.ts";
import { resourceVersionTooLarge } from "../kube/wire/status.ts";

/**
 * What a failure of a list or watch asks for.
 *
 * - `relist` our version is of no use any more: list anew
 * - `connection` nothing is wrong with the resource: wait until the cluster answers, then go on
 * - `forbidden`, `absent`, `unauthorised` a state of this table; look again slowly
 * - `unfit` the server refused what we sent, or sent what cannot be read: back off and list anew
 * - `passing` overload, a server error: back off and go on from the same version
 */
export type Setback = "relist" | "connection" | "forbidden" | "absent" | "unauthorised" | "unfit" | "passing";

const versionReasons: ReadonlySet<string> = new Set(["Expired", "Gone", "StoreReadError", resourceVersionTooLarge]);

/** Sort a failure into what it asks for. */
export function setbackOf(problem: Failure): Setback {
	if (isVersionUnavailable(problem)) return "relist";
	switch (problem.kind) {
		case "forbidden":
		case "absent":
		case "unauthorised":
			return problem.kind;
		case "unreachable":
			return "connection";
		case "timeout":
			// With a status it is the server that ran out of time (504), and so it does answer.
			return problem.status === undefined ? "connection" : "passing";
		case "throttled":
		case "server":
			return "passing";
		default:
			return "unfit";
	}
}

/**
 * Whether the server has no such resource version: too old (410), ahead of its cache, or lost in
 * an unsafe deletion of a corrupt object, after which watchers must list anew.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/tools/cache/reflector.go `isExpiredError`, `isTooLargeResourceVersionError`
 */
export function isVersionUnavailable(problem: Failure): boolean {
	if (problem.kind === "gone" || problem.status === 410) return true;
	if (problem.reason !== undefined && versionReasons.has(problem.reason)) return true;
	// Servers before 1.18.6 say it in words only.
	return problem.message.includes("Too large resource version");
}

/** Whether the server does not know the parameters of a streaming list. */
export function isStreamingRefused(problem: Failure): boolean {
	return problem.kind === "invalid" && (problem.status === 400 || problem.status === 422);
}

/** The failure in whatever a body threw. What no codec should throw is still told of, never swallowed. */
export function failureOf(thrown: unknown): Failure {
	return thrown instanceof BodyError ? thrown.failure : failure("invalid", String(thrown));
}
