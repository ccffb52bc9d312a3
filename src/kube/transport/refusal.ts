import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { statusFailure } from "../wire/status.ts";

/** More of a refusal than this is not read. */
export const longestRefusalBytes = 64 * 1024;
const longestRetryAfterMs = 10 * 60_000;

/** The head of an answer that is not 2xx, and the beginning of its body. */
export interface Refusal {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: Uint8Array;
	/** Path below the server's base; says whether an aggregated API was asked. */
	readonly path: string;
	/** Wall-clock milliseconds, for a `Retry-After` that is a date. */
	readonly nowMs: number;
}

/** What a refusal means, in the light of what was asked. */
export function refusalFailure({ status, headers, body, path, nowMs }: Refusal): Failure {
	if (status >= 300 && status < 400) {
		return failure("invalid", messages.transport.redirected(status, headers["location"] ?? ""), { status });
	}
	const said = statusFailure(status, body, headers, nowMs);
	if (said.retryAfterMs !== undefined && said.retryAfterMs > longestRetryAfterMs) {
		return { ...said, retryAfterMs: longestRetryAfterMs };
	}
	if (status !== 503 || said.kind === "throttled") return said;
	// From a load balancer whose server is away a 503 looks like the aggregator's whose API is away.
	return { ...said, kind: isAggregated(path) ? "absent" : "server" };
}

/**
 * Whether a path belongs to a group that kube-apiserver does not serve itself, so that a 503 means
 * that only this API is away. Groups without a dot and those under k8s.io are built in, but for metrics.
 */
function isAggregated(path: string): boolean {
	const group = /^\/apis\/([^/]+)/.exec(path)?.[1] ?? "";
	return group.includes(".") && (!group.endsWith(".k8s.io") || /(^|\.)metrics\.k8s\.io$/.test(group));
}
