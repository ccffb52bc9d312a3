import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import type { KubeRequest, Transport } from "../kube/transport/transport.ts";
import type { ListPart, ObjectCodec } from "../kube/wire/codec.ts";
import { messages } from "../text/messages/messages.ts";
import type { CollectionRequest } from "./collection.ts";
import type { Intake } from "./intake.ts";
import { failureOf, isVersionUnavailable } from "./setback.ts";

const pageSize = 500;

type ListEnd = NonNullable<ListPart<unknown>["end"]>;

/** What a list needs. */
export interface ListOptions<R> {
	readonly transport: Transport;
	readonly codec: ObjectCodec<R>;
	readonly collection: CollectionRequest;
	/** Our last version, which the answer may not be older than; `0` takes whatever the server has at hand. */
	readonly notOlderThan: string;
	/** A fresh intake for each attempt. */
	intake(): Intake<R>;
	/** Called as rows come. */
	received(count: number): void;
	readonly signal: AbortSignal;
}

/**
 * List a collection and bring it into the store. First unpaged, which the server answers from its
 * cache (it would ignore a limit there); if it has no such version, at once the newest state in
 * pages; if the token of a page expires meanwhile, once more from the start, unpaged.
 *
 * @returns the version to watch from.
 */
export async function listAll<R>(options: ListOptions<R>): Promise<Result<string, Failure>> {
	const cached = await pages(options, { resourceVersion: options.notOlderThan });
	if (cached.ok || !isVersionUnavailable(cached.failure)) return cached;
	const newest = await pages(options, { resourceVersion: "", limit: pageSize });
	if (newest.ok || !isVersionUnavailable(newest.failure)) return newest;
	return pages(options, { resourceVersion: "" });
}

async function pages<R>(
	options: ListOptions<R>,
	first: NonNullable<KubeRequest["query"]>,
): Promise<Result<string, Failure>> {
	const intake = options.intake();
	let query = first;
	for (;;) {
		const end = await page(options, query, intake);
		if (!end.ok) return end;
		if (end.value.continueToken === "") {
			intake.finish();
			return ok(end.value.resourceVersion);
		}
		// The server refuses a version beside a token: the token names the version.
		query = { limit: first["limit"], continue: end.value.continueToken };
	}
}

async function page<R>(
	{ transport, codec, collection, received, signal }: ListOptions<R>,
	query: NonNullable<KubeRequest["query"]>,
	intake: Intake<R>,
): Promise<Result<ListEnd, Failure>> {
	const response = await transport.request({ method: "GET", ...collection, query, accept: codec.accept, signal });
	if (!response.ok) return response;
	let end: ListEnd | undefined;
	try {
		for await (const part of codec.list(response.value)) {
			intake.put(part.rows);
			received(intake.received);
			end = part.end ?? end;
		}
	} catch (thrown) {
		return fail(failureOf(thrown));
	}
	return end === undefined ? fail(failure("invalid", messages.cluster.listWithoutEnd)) : ok(end);
}
