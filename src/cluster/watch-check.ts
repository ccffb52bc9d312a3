import { type Clock, type Timer } from "../base/clock.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../kube/wire/codec.ts";
import type { CollectionRequest } from "./collection.ts";

/** How long the checking watch is open: what has been missed is sent at once. */
const lastsSeconds = 1;
/** How long it may take in all, unless bytes keep coming. */
const patienceMs = 8_000;
/** Fewer bytes than this in that time, and nothing worth the name comes. */
const leastBytes = 1_000;

/** What is asked about a watch that has been quiet. */
export interface WatchCheckOptions<R> {
	readonly transport: Transport;
	readonly codec: ObjectCodec<R>;
	readonly collection: CollectionRequest;
	/** What the quiet watch has told last. */
	readonly version: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

/**
 * What a check found out.
 *
 * - events: what came after the version; none = the watch was quiet because nothing happened
 * - `unanswered` the server took the request, or did not, and never came to its end
 * - `inconclusive` it was refused or broke off, which says nothing of the other watch
 */
export type WatchCheck<R> = readonly WatchEvent<R>[] | "unanswered" | "inconclusive";

/**
 * Ask whether a quiet watch has missed anything: by a second watch from the same version that lasts a second. A
 * watch that lost its connection behind a proxy, or whose events are held back, is as quiet as one of a
 * collection in which nothing happens, and bookmarks come but once a minute; only this tells them apart.
 */
export async function checkWatch<R>(options: WatchCheckOptions<R>): Promise<WatchCheck<R>> {
	const { transport, codec, collection, version, clock } = options;
	const tooLate = new AbortController();
	const signal = AbortSignal.any([options.signal, tooLate.signal]);
	let bytes = 0;
	let timer: Timer | undefined;
	const allow = (): void => {
		bytes = 0;
		timer = clock.after(patienceMs, () => (bytes < leastBytes ? tooLate.abort() : allow()));
	};
	allow();
	try {
		const response = await transport.request({
			method: "GET",
			...collection,
			query: { watch: true, timeoutSeconds: lastsSeconds, resourceVersion: version },
			accept: codec.accept,
			headersTimeoutMs: patienceMs,
			idleTimeoutMs: 0,
			signal,
		});
		if (!response.ok) {
			const isSilent =
				tooLate.signal.aborted || (response.failure.kind === "timeout" && response.failure.status === undefined);
			return isSilent ? "unanswered" : "inconclusive";
		}
		async function* counted(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
			for await (const chunk of body) {
				bytes += chunk.length;
				yield chunk;
			}
		}
		const events: WatchEvent<R>[] = [];
		for await (const batch of codec.watch({ ...response.value, body: counted(response.value.body) }))
			events.push(...batch);
		return events.some(({ type }) => type === "ERROR")
			? "inconclusive"
			: events.filter(({ type }) => type !== "BOOKMARK");
	} catch {
		return tooLate.signal.aborted ? "unanswered" : "inconclusive";
	} finally {
		timer?.cancel();
	}
}
