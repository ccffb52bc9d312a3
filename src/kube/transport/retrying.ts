import { type Clock, sleep } from "../../base/clock.ts";
import { fail, type Result } from "../../base/result.ts";
import type { Failure, FailureKind } from "../failure.ts";
import { cancelled } from "./connection-failure.ts";
import type { KubeRequest, KubeResponse, Transport } from "./transport.ts";

/** How often and how patiently a request is repeated. */
export interface RetryPolicy {
	readonly clock: Clock;
	/** Uniform in [0, 1). */
	readonly random: () => number;
	/** Requests in all. Default 4. */
	readonly attempts?: number;
	/** Longest wait before the second attempt; doubles with each further one. Default 500. */
	readonly firstDelayMs?: number;
	/** Default 10,000. What the server asks for in `Retry-After` may be longer. */
	readonly longestDelayMs?: number;
}

/** Failures that may pass, of requests that change nothing. */
const passing: ReadonlySet<FailureKind> = new Set(["throttled", "unreachable", "timeout", "server"]);

/**
 * Send a request, and again after failures that may pass, with full jitter and never before the time
 * the server asked for. A request that changes something is repeated only when it was `throttled`:
 * then, and only then, it is known not to have been carried out.
 */
export async function retrying(
	transport: Pick<Transport, "request">,
	request: KubeRequest,
	policy: RetryPolicy,
): Promise<Result<KubeResponse, Failure>> {
	const { clock, random, attempts = 4, firstDelayMs = 500, longestDelayMs = 10_000 } = policy;
	const isRead = request.method === "GET" || request.method === "HEAD";
	for (let attempt = 1; ; attempt++) {
		const outcome = await transport.request(request);
		if (outcome.ok || attempt >= attempts) return outcome;
		const { kind, retryAfterMs = 0 } = outcome.failure;
		if (kind !== "throttled" && !(isRead && passing.has(kind))) return outcome;
		const jitterMs = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
		if (!(await sleep(clock, retryAfterMs + jitterMs, request.signal))) return fail(cancelled());
	}
}
