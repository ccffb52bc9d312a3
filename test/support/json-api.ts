import { fail, ok, type Result } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import { type Failure, failure } from "../../src/kube/failure.ts";
import {
	BodyError,
	type ConnectionState,
	type KubeRequest,
	type KubeResponse,
	type TrafficCount,
	type Transport,
} from "../../src/kube/transport/transport.ts";

const bytes = new TextEncoder();

/** What a path answers: a list's body as JSON, a failure, or nothing until the request is given up. */
export type Answer = { readonly json: unknown } | { readonly failure: Failure } | "nothing";

/** An API that answers in JSON what a test lays out by path; streaming lists are served from the same lists. */
export class JsonApi implements Transport {
	readonly connection = createStore<ConnectionState>({ state: "unknown", sinceMs: 0 });
	readonly clockSkewMs = createStore(0);
	readonly answers = new Map<string, Answer>();
	/** Requests in the order in which they came. */
	readonly requests: KubeRequest[] = [];
	/** Failure of all requests and probes. */
	down: Failure | undefined;
	/** Requests whose bodies have not ended. */
	open = 0;
	probes = 0;

	/** How often a path was asked. */
	count(path: string): number {
		return this.requests.filter((request) => request.path === path).length;
	}

	async request(request: KubeRequest): Promise<Result<KubeResponse, Failure>> {
		this.requests.push(request);
		const { signal } = request;
		if (signal?.aborted) return fail(failure("cancelled", "cancelled"));
		if (this.down !== undefined) return fail(this.down);
		const answer = this.answers.get(request.path) ?? { failure: failure("absent", "not found", { status: 404 }) };
		if (answer === "nothing") {
			await aborted(signal);
			return fail(failure("cancelled", "cancelled"));
		}
		if ("failure" in answer) return fail(answer.failure);
		const isWatch = request.query?.["watch"] === true;
		// Nothing has been missed.
		const isCheck = isWatch && request.query["timeoutSeconds"] === 1;
		const body = isCheck ? this.#nothing() : isWatch ? this.#watch(answer.json, signal) : this.#once(answer.json);
		return ok({ status: 200, headers: { "content-type": "application/json" }, body });
	}

	async dial(): Promise<Result<never, Failure>> {
		return fail(failure("absent", "nothing here goes on as a WebSocket"));
	}

	async probe(): Promise<Result<void, Failure>> {
		this.probes++;
		return this.down === undefined ? ok(undefined) : fail(this.down);
	}

	traffic(): ReadonlyMap<string, TrafficCount> {
		return new Map([["pods", { requests: this.requests.length, receivedBytes: 0, sentBytes: 0 }]]);
	}

	async [Symbol.asyncDispose](): Promise<void> {}

	async *#nothing(): AsyncGenerator<Uint8Array> {}

	async *#once(json: unknown): AsyncGenerator<Uint8Array> {
		yield bytes.encode(JSON.stringify(json));
	}

	/** The list's items as initial events, the bookmark that ends them, and then nothing until it is given up. */
	async *#watch(json: unknown, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
		this.open++;
		try {
			const { items, rows, columnDefinitions } = json as Record<string, readonly unknown[] | undefined>;
			const objects = items ?? rows?.map((row) => ({ kind: "Table", columnDefinitions, rows: [row] })) ?? [];
			for (const object of objects) yield bytes.encode(`${JSON.stringify({ type: "ADDED", object })}\n`);
			yield bytes.encode(`${JSON.stringify({ type: "BOOKMARK", object: initialEventsEnd })}\n`);
			await aborted(signal);
			throw new BodyError(failure("cancelled", "cancelled"));
		} finally {
			this.open--;
		}
	}
}

const initialEventsEnd = {
	metadata: { resourceVersion: "9", annotations: { "k8s.io/initial-events-end": "true" } },
};

function aborted(signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) resolve();
		else signal?.addEventListener("abort", () => resolve(), { once: true });
	});
}
