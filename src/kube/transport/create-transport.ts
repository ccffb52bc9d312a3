import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { ConnectionTarget, Credential } from "../connection-target.ts";
import { type Failure, failure } from "../failure.ts";
import { createClockSkew } from "./clock-skew.ts";
import { ConnectError, cancelled, connectionFailure } from "./connection-failure.ts";
import { createConnectionRecord } from "./connection-record.ts";
import { createConnector } from "./connector.ts";
import { dial, type Switched } from "./dial.ts";
import type { Incoming, Outgoing } from "./exchange.ts";
import { LinePool } from "./line-pool.ts";
import { probeServer } from "./probe-server.ts";
import { RateCap } from "./rate-cap.ts";
import { type GuardedRequest, readOnlyGuard } from "./read-only-guard.ts";
import { longestRefusalBytes, refusalFailure } from "./refusal.ts";
import { pathPrefix, requestHeaders } from "./request-headers.ts";
import { pathSegments, requestPath } from "./request-path.ts";
import { responseBody } from "./response-body.ts";
import { Slots } from "./slots.ts";
import { createTraffic } from "./traffic.ts";
import type { KubeRequest, KubeResponse, Transport } from "./transport.ts";

const headersTimeoutMs = 30_000;
const idleTimeoutMs = 30_000;
/** Requests with an end that are under way at once; see `docs/adr/0003-transport.md`. */
const concurrentCalls = 16;

/** What a transport is made of. */
export interface TransportOptions {
	readonly target: ConnectionTarget;
	readonly clock: Clock;
	/** Refuse whatever could change or run something; see {@link readOnlyGuard}. */
	readonly readOnly: boolean;
	/** yagura's version, for `User-Agent`. */
	readonly version: string;
}

/** Make the transport of one context. Nothing is connected before the first request. */
export function createTransport({ target, clock, readOnly, version }: TransportOptions): Transport {
	const connector = createConnector(target.endpoint, clock);
	const pool = new LinePool(connector, clock);
	const cap = new RateCap(clock);
	const slots = new Slots(concurrentCalls);
	const record = createConnectionRecord(clock);
	const skew = createClockSkew();
	const traffic = createTraffic();
	const life = new AbortController();
	const prefix = pathPrefix(target);

	/** One request and the head of its answer, whatever its status; a 401 once more with a new credential. */
	const exchange = async <A extends Incoming | Switched>(
		request: KubeRequest,
		signal: AbortSignal,
		send: (credential: Credential) => Promise<A>,
	): Promise<Result<A, Failure>> => {
		let credential = await target.credentials.current(signal);
		for (let attempt = 1; credential.ok; attempt++) {
			if (signal.aborted) return fail(cancelled());
			const sentAtMs = clock.now();
			traffic.sent(request.purpose, request.body === undefined ? 0 : Buffer.byteLength(request.body));
			let incoming: A;
			try {
				incoming = await send(credential.value);
			} catch (error) {
				return fail(lost(error, signal));
			}
			record.up();
			skew.learn(incoming.headers["date"], sentAtMs, clock.now());
			if (!("stream" in incoming) || incoming.status !== 401 || attempt === 2) return ok(incoming);
			const refusal = await readRefusal(incoming, request, signal);
			const rejected = credential.value;
			// Whoever else was rejected with it waits for the same refresh: the source sees to that.
			credential = await target.credentials.refresh(rejected, signal);
			if (credential.ok && credential.value.generation === rejected.generation) return fail(refusal);
		}
		return signal.aborted ? fail(cancelled()) : credential;
	};

	const exchangeOverLines = (request: KubeRequest, signal: AbortSignal): Promise<Result<Incoming, Failure>> =>
		exchange(request, signal, (credential) => {
			const outgoing: Outgoing = {
				method: request.method,
				path: requestPath(prefix, request.path, request.query),
				headers: requestHeaders(target, credential, request, version),
				body: request.body,
				headersTimeoutMs: request.headersTimeoutMs ?? headersTimeoutMs,
				signal,
			};
			return pool.for(credential).exchange(outgoing);
		});

	const lost = (error: unknown, signal: AbortSignal): Failure => {
		if (signal.aborted) return cancelled();
		const problem = connectionFailure(error, connector.authority);
		if (error instanceof ConnectError) record.down(problem);
		// What swallowed this request may well swallow the next one: it gets a connection of its own.
		if (problem.kind === "timeout") pool.dropIdle();
		return problem;
	};

	const bodyOf = (incoming: Incoming, request: KubeRequest, signal: AbortSignal): AsyncIterable<Uint8Array> =>
		responseBody(incoming, {
			authority: connector.authority,
			idleTimeoutMs: request.idleTimeoutMs ?? idleTimeoutMs,
			clock,
			signal,
			onReceived: (bytes) => traffic.received(request.purpose, bytes),
		});

	const readRefusal = async (incoming: Incoming, request: KubeRequest, signal: AbortSignal): Promise<Failure> => {
		const chunks: Uint8Array[] = [];
		let length = 0;
		try {
			for await (const chunk of bodyOf(incoming, { ...request, idleTimeoutMs }, signal)) {
				chunks.push(chunk);
				length += chunk.length;
				if (length >= longestRefusalBytes) break;
			}
		} catch {
			// The status has been said; what is missing is only the explanation.
			if (signal.aborted) return cancelled();
		}
		return refusalFailure({ ...incoming, body: Buffer.concat(chunks), path: request.path, nowMs: clock.now() });
	};

	const refusedBefore = (request: Omit<GuardedRequest, "upgrade">, upgrade: boolean): Failure | undefined => {
		if (life.signal.aborted) return cancelled();
		if (readOnly) {
			const guarded = readOnlyGuard({ method: request.method, path: request.path, upgrade });
			if (!guarded.ok) return guarded.failure;
		}
		if (pathSegments(request.path) !== undefined) return undefined;
		return failure("invalid", messages.transport.impossiblePath(request.path));
	};

	return {
		connection: record.connection,
		clockSkewMs: skew.skewMs,
		traffic: () => traffic.counts(),
		async request(request) {
			const refused = refusedBefore(request, false);
			if (refused !== undefined) return fail(refused);
			const signal = request.signal === undefined ? life.signal : AbortSignal.any([life.signal, request.signal]);
			const release = request.idleTimeoutMs === 0 ? () => undefined : await slots.take(signal);
			if (release === undefined) return fail(cancelled());
			let answered: Incoming | undefined;
			try {
				if (!(await cap.take(signal))) return fail(cancelled());
				const outcome = await exchangeOverLines(request, signal);
				if (!outcome.ok) return outcome;
				const { status, headers, stream } = outcome.value;
				if (status < 200 || status > 299) return fail(await readRefusal(outcome.value, request, signal));
				answered = outcome.value;
				stream.once("close", release);
				return ok<KubeResponse>({ status, headers, body: bodyOf(outcome.value, request, signal) });
			} finally {
				if (answered === undefined) release();
			}
		},
		async dial({ path, query, protocols, purpose, signal: given }) {
			// The kubelet, to which it is handed on, has no representation of what is no document.
			const request: KubeRequest = { method: "GET", path, purpose, accept: "*/*" };
			const refused = refusedBefore(request, true);
			if (refused !== undefined) return fail(refused);
			const signal = given === undefined ? life.signal : AbortSignal.any([life.signal, given]);
			if (!(await cap.take(signal))) return fail(cancelled());
			const outcome = await exchange(request, signal, (credential) =>
				dial(connector, credential, clock, {
					path: requestPath(prefix, path, query),
					headers: requestHeaders(target, credential, request, version),
					protocols,
					timeoutMs: headersTimeoutMs,
					signal,
				}),
			);
			if (!outcome.ok) return outcome;
			if ("stream" in outcome.value) return fail(await readRefusal(outcome.value, request, signal));
			return ok({ socket: outcome.value.socket, protocol: outcome.value.protocol });
		},
		async probe(options) {
			// The probe shows that the server lives, the ping that the connections to it do.
			pool.ping(options.timeoutMs);
			const outcome = await probeServer({ ...options, target, connector, clock, version, life: life.signal });
			traffic.sent("probe", 0);
			if (outcome.ok) {
				record.up();
			} else if (outcome.failure.kind !== "cancelled") {
				record.down(outcome.failure);
				pool.dropIdle();
			}
			return outcome;
		},
		async [Symbol.asyncDispose]() {
			life.abort();
			cap.end();
			slots.end();
			pool.destroy();
		},
	};
}
