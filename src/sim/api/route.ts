import type { Clock } from "../../base/clock.ts";
import { type Kind, kinds } from "../world/kinds.ts";
import type { ObjectStore } from "../world/object-store.ts";
import type { Random } from "../world/random.ts";
import { checkPath, checkResource, type User } from "./access.ts";
import { type DiscoveryState, discover } from "./discovery.ts";
import { addEphemeralContainers, createPod } from "./guest-containers.ts";
import { list } from "./list.ts";
import { podLog } from "./log.ts";
import { answerMetrics, type UsageSource } from "./metrics.ts";
import { create, find, type MutationRequest, patch, replace } from "./mutate.ts";
import { type Form, negotiate } from "./negotiate.ts";
import { evict, remove, removeCollection } from "./remove.ts";
import { bytesReply, jsonReply, type Reply, type StreamReply } from "./reply.ts";
import { objectBytes, partialMetadata } from "./represent.ts";
import { parseResourcePath, type ResourcePath } from "./request-path.ts";
import { isReview, review } from "./reviews.ts";
import { scale } from "./scale.ts";
import { badRequest, methodNotAllowed, noSuchResource, notFound, type StatusError } from "./status.ts";
import { tableOf } from "./table.ts";
import { watch } from "./watch.ts";

/** The API server behind the router; its switches may change between requests. */
export interface ApiServer extends DiscoveryState {
	readonly store: ObjectStore;
	readonly clock: Clock;
	/** Draws for what clients do, apart from the story's. */
	readonly random: Random;
	readonly usage: UsageSource;
	readonly streamingLists: boolean;
	readonly dropEvent: () => boolean;
	readonly later: (delayMs: number, action: () => void) => void;
}

/** A request whose sender is known and whose body has been read. */
export interface ApiRequest {
	readonly method: string;
	readonly pathname: string;
	readonly query: URLSearchParams;
	readonly accept: string | undefined;
	readonly contentType: string;
	/** Parsed JSON; undefined when there is none. */
	readonly body: unknown;
	readonly user: User;
	/** How a watch is ended as soon as it has begun; left out where it is not. */
	readonly watchEnds?: StatusError | "in good order" | undefined;
}

/** Answer a request. @throws StatusError for everything that is refused */
export function route(server: ApiServer, request: ApiRequest): Reply | StreamReply {
	const { pathname, user, method } = request;
	if (isReview(pathname) && method === "POST") {
		checkPath(user, method, pathname);
		return review(pathname, request.body, user);
	}
	const path = parseResourcePath(pathname);
	if (path === undefined) {
		checkPath(user, method, pathname);
		if (method !== "GET" && method !== "HEAD") throw methodNotAllowed();
		return discover(pathname, request.accept, server);
	}
	const verb = verbOf(request, path);
	checkResource(user, verb, path);
	if (path.group === "metrics.k8s.io") return answerMetrics(server, path, request);
	const { kind } = path;
	if (kind === undefined || server.removed.has(kind) || !supports(kind, path)) throw noSuchResource();
	if (path.subresource === "log" && verb === "get") return podLog(server, path, request.query);
	const form = negotiate(request.accept, path.subresource === "scale" ? { message: undefined } : kind);
	if (path.subresource === "scale") return changeScale(server, request, { ...path, kind }, verb, form);
	return verb === "get" || verb === "list" || verb === "watch"
		? read(server, request, { ...path, kind }, verb, form)
		: change(server, request, { ...path, kind }, verb, form);
}

/** Subresources that are no documents. */
const STREAMED: ReadonlySet<string> = new Set(["attach", "eviction", "exec", "log", "portforward"]);

type KindPath = ResourcePath & { readonly kind: Kind };

function supports(kind: Kind, path: ResourcePath): boolean {
	if (path.subresource !== undefined && !kind.subresources.includes(path.subresource)) return false;
	if (kind.namespaced) return path.namespace !== undefined || path.name === undefined;
	return path.namespace === undefined || kind === kinds.namespaces;
}

function verbOf(request: ApiRequest, path: ResourcePath): string {
	switch (request.method) {
		case "GET":
		case "HEAD":
			if (path.name !== undefined) return "get";
			return /^(1|true)$/i.test(request.query.get("watch") ?? "") ? "watch" : "list";
		case "POST":
			return "create";
		case "PUT":
			return "update";
		case "PATCH":
			return "patch";
		case "DELETE":
			return path.name === undefined ? "deletecollection" : "delete";
		default:
			throw methodNotAllowed();
	}
}

function read(server: ApiServer, request: ApiRequest, path: KindPath, verb: string, form: Form): Reply | StreamReply {
	const { store, clock, streamingLists } = server;
	const { kind, name } = path;
	const namespace = kind.namespaced ? path.namespace : undefined;
	const nowMs = clock.now();
	const common = { store, kind, namespace, query: request.query, form };
	if (verb === "list") return list({ ...common, nowMs });
	if (verb === "watch") {
		const defaultTimeoutMs = 1_800_000 * (1 + server.random.next());
		const { watchEnds } = request;
		return watch({ ...common, clock, streamingLists, defaultTimeoutMs, drop: server.dropEvent, ends: watchEnds });
	}
	if (STREAMED.has(path.subresource ?? "")) throw badRequest("Upgrade request required");
	const object = store.get(kind, namespace, name ?? "");
	if (object === undefined) throw notFound(kind, name ?? "");
	if (form.as === "metadata") return jsonReply(partialMetadata(object, form.metaVersion));
	if (form.as === "table") {
		const metadata = { resourceVersion: object.metadata.resourceVersion };
		const table = { metaVersion: form.metaVersion, include: "Metadata", withColumns: true, nowMs } as const;
		return jsonReply(tableOf(kind, [object], metadata, table));
	}
	return bytesReply(objectBytes(kind, object, form.format), form.format);
}

function mutationOf(
	server: ApiServer,
	request: ApiRequest,
	{ kind, namespace }: KindPath,
	form: Form,
): MutationRequest {
	const { store, clock, random, later } = server;
	const { query, body } = request;
	const dryRun = query.get("dryRun") === "All";
	const within = kind.namespaced ? namespace : undefined;
	return { store, clock, random, later, kind, namespace: within, form, query, body, dryRun };
}

function changeScale(server: ApiServer, request: ApiRequest, path: KindPath, verb: string, form: Form): Reply {
	if (!["get", "update", "patch"].includes(verb)) throw methodNotAllowed();
	const mutation = mutationOf(server, request, path, form);
	return scale(mutation, verb, find(mutation, path.name ?? ""), request.contentType);
}

function change(server: ApiServer, request: ApiRequest, path: KindPath, verb: string, form: Form): Reply {
	const { name, subresource, kind } = path;
	const mutation = mutationOf(server, request, path, form);
	if (subresource === "eviction" && verb === "create" && name !== undefined) return evict(mutation, name);
	if (verb === "create" && name === undefined) return kind === kinds.pods ? createPod(mutation) : create(mutation);
	if (verb === "deletecollection") return removeCollection(mutation);
	if (name === undefined || STREAMED.has(subresource ?? "")) throw methodNotAllowed();
	if (verb === "update") return replace(mutation, name);
	if (verb === "delete") return remove(mutation, name);
	if (verb !== "patch") throw methodNotAllowed();
	if (subresource === "ephemeralcontainers") return addEphemeralContainers(mutation, name, request.contentType);
	return patch(mutation, name, request.contentType);
}
