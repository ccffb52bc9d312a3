import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { ConnectionTarget } from "../connection-target.ts";
import { type Failure, failure } from "../failure.ts";
import { cancelled, connectionFailure, FailureError } from "./connection-failure.ts";
import type { Connector } from "./connector.ts";
import type { Incoming } from "./exchange.ts";
import { createLines } from "./line-pool.ts";
import { pathPrefix, requestHeaders } from "./request-headers.ts";
import { requestPath } from "./request-path.ts";
import { type BodyReading, responseBody } from "./response-body.ts";
import { BodyError } from "./transport.ts";

/** What a probe needs. */
export interface ProbeOptions {
	readonly target: ConnectionTarget;
	readonly connector: Connector;
	readonly clock: Clock;
	readonly version: string;
	/** For the whole of it: credential, connection, TLS, answer. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
	/** Aborts when the transport ends. */
	readonly life: AbortSignal;
}

/**
 * One GET of `/version` on a connection of its own, which is closed after the answer. Any HTTP answer
 * is a sign of life, whole or broken off; one that does not come to its end in time is none: heads pass
 * where bodies are lost. Fails as `unreachable`, `timeout` or `cancelled`.
 */
export async function probeServer(options: ProbeOptions): Promise<Result<void, Failure>> {
	const { target, connector, clock, version, timeoutMs, life } = options;
	const tooLate = new AbortController();
	const given = options.signal === undefined ? [life] : [life, options.signal];
	const signal = AbortSignal.any([...given, tooLate.signal]);
	const timer = clock.after(timeoutMs, () => {
		const message = messages.transport.probeTimeout(connector.authority, timeoutMs / 1000);
		tooLate.abort(new FailureError(failure("timeout", message, { code: "PROBE_TIMEOUT" })));
	});
	try {
		const credential = await target.credentials.current(signal);
		if (signal.aborted) throw signal.reason;
		// Without a credential the server says 401 at most, which is an answer too.
		const used = credential.ok ? credential.value : { generation: 0 };
		const lines = createLines(connector, used, clock);
		try {
			const answer = await lines.exchange({
				method: "GET",
				path: requestPath(pathPrefix(target), "/version"),
				headers: requestHeaders(target, used, { method: "GET", path: "/version", purpose: "probe" }, version),
				body: undefined,
				headersTimeoutMs: timeoutMs,
				signal,
			});
			await readToEnd(answer, {
				authority: connector.authority,
				idleTimeoutMs: 0,
				clock,
				signal,
				onReceived: () => {},
			});
			if (tooLate.signal.aborted) throw tooLate.signal.reason;
		} finally {
			lines.destroy();
		}
		return ok(undefined);
	} catch (error) {
		if (given.some((each) => each.aborted)) return fail(cancelled());
		if (tooLate.signal.aborted) return fail(connectionFailure(tooLate.signal.reason, connector.authority));
		return fail(connectionFailure(error, connector.authority));
	} finally {
		timer.cancel();
	}
}

/** Read a body that matters to nobody. How it ends says nothing. */
async function readToEnd(answer: Incoming, reading: BodyReading): Promise<void> {
	try {
		for await (const _ of responseBody(answer, reading));
	} catch (error) {
		if (!(error instanceof BodyError)) throw error;
	}
}
