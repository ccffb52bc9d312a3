import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { CollectionRequest } from "./collection.ts";

/** Of the one object that comes along nothing is wanted; who cannot leave it out sends it whole. */
const namesOnly = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";
const patienceMs = 10_000;

/** What is counted, and as of when. */
export interface CountOptions {
	readonly transport: Pick<Transport, "request">;
	readonly collection: CollectionRequest;
	/** A version that list, event or bookmark told; it must not be compacted away. */
	readonly version: string;
	readonly signal: AbortSignal;
}

/**
 * How many objects a collection had at a version, for the price of one of them; undefined when the server does not
 * say: it has forgotten that version, counts nothing, or does not answer.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks `remainingItemCount`
 */
export async function countObjects(options: CountOptions): Promise<number | undefined> {
	const { transport, collection, version, signal } = options;
	const answer = await fetchJson(transport, {
		method: "GET",
		...collection,
		query: { limit: 1, resourceVersion: version, resourceVersionMatch: "Exact" },
		accept: namesOnly,
		headersTimeoutMs: patienceMs,
		idleTimeoutMs: patienceMs,
		signal,
	});
	if (!answer.ok) return undefined;
	const { items, metadata } = (answer.value.json ?? {}) as Partial<CountedList>;
	if (!Array.isArray(items) || typeof metadata !== "object" || metadata?.resourceVersion !== version) return undefined;
	const { continue: token = "", remainingItemCount: rest } = metadata;
	if (token === "") return items.length;
	return typeof rest === "number" ? items.length + rest : undefined;
}

interface CountedList {
	readonly items: readonly unknown[];
	readonly metadata?: {
		readonly resourceVersion?: string;
		readonly continue?: string;
		readonly remainingItemCount?: number;
	};
}
