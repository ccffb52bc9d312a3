import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { pathSegments } from "./request-path.ts";

/** What the guard must know of a request, be it HTTP or the dial of a WebSocket. */
export interface GuardedRequest {
	/** As it goes over the wire; anything but upper case is refused. */
	readonly method: string;
	/** Absolute path below the server's base, without query. */
	readonly path: string;
	/** Whether the request asks to become another protocol (WebSocket, SPDY). */
	readonly upgrade: boolean;
}

/** Reviews of one's own rights: a POST that changes nothing. */
const reviews: ReadonlySet<string> = new Set([
	"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
	"/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
	"/apis/authentication.k8s.io/v1/selfsubjectreviews",
]);

/** Subresources that run or reach something whatever the method is. */
const reaching: ReadonlySet<string> = new Set(["exec", "attach", "portforward", "proxy"]);

/** What may be read from a kubelet through the API server. */
const kubeletPaths: ReadonlySet<string> = new Set(["stats/summary", "metrics", "metrics/cadvisor", "configz", "logs"]);

/**
 * The allow-list of read-only mode, a pure function: GET and HEAD of plain resources, the reviews of
 * one's own rights, and a few named paths of the kubelet. Everything else is `refused` before
 * anything is sent. RBAC stays the real boundary; this one is against slips.
 */
export function readOnlyGuard(request: GuardedRequest): Result<void, Failure> {
	const { method, path, upgrade } = request;
	const text = messages.transport;
	const segments = pathSegments(path);
	if (segments === undefined) return fail(failure("refused", text.readOnlyPath(path)));
	if (upgrade) return fail(failure("refused", text.readOnlyUpgrade(path)));
	if (method === "POST" && reviews.has(path)) return ok(undefined);
	if ((method === "GET" || method === "HEAD") && mayBeRead(method, segments)) return ok(undefined);
	return fail(failure("refused", text.readOnly(method, path)));
}

/**
 * Takes a path apart as the API server does. @see k8s.io/apiserver/pkg/endpoints/request/requestinfo.go
 */
function mayBeRead(method: string, segments: readonly string[]): boolean {
	const root = segments[0]?.toLowerCase();
	const isCore = root === "api";
	if (!isCore && root !== "apis") return true;
	let parts = segments.slice(isCore ? 2 : 3);
	if (same(parts[0], "watch")) parts = parts.slice(1);
	// `namespaces/x/status` is a subresource of the namespace; `namespaces/x/pods` is a collection in it.
	if (same(parts[0], "namespaces") && parts.length > 2 && !isNamespaceSubresource(parts[2])) parts = parts.slice(2);
	const [resource = "", name = "", subresource, ...rest] = parts;
	// `/api/v1/proxy/...` was how one reached pods and services before Kubernetes 1.10.
	if (same(resource, "proxy")) return false;
	if (subresource === undefined) return true;
	if (!reaching.has(subresource.toLowerCase())) return rest.length === 0;
	if (method !== "GET" || !isCore || segments[0] !== "api" || segments[1] !== "v1") return false;
	return (
		resource === "nodes" && segments.length === 5 + rest.length && subresource === "proxy" && isKubeletRead(name, rest)
	);
}

/** A name with a colon would be another scheme or port of the node. */
function isKubeletRead(node: string, path: readonly string[]): boolean {
	return !node.includes(":") && (kubeletPaths.has(path.join("/")) || (path[0] === "logs" && path.length > 1));
}

function isNamespaceSubresource(segment: string | undefined): boolean {
	return same(segment, "status") || same(segment, "finalize");
}

function same(segment: string | undefined, word: string): boolean {
	return segment?.toLowerCase() === word;
}
