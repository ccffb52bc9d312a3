import { findKind, type Kind } from "../world/kinds.ts";

/** A path that names a resource. */
export interface ResourcePath {
	readonly group: string;
	readonly version: string;
	readonly plural: string;
	/** Undefined when nothing of that name is served. */
	readonly kind: Kind | undefined;
	readonly namespace: string | undefined;
	readonly name: string | undefined;
	readonly subresource: string | undefined;
}

/**
 * Take a path apart: `/api/v1/...` or `/apis/GROUP/VERSION/...`, then `[namespaces/NS/]PLURAL`
 * with an optional name and subresource. Undefined for every other path.
 *
 * @see k8s.io/apiserver `pkg/endpoints/request/requestinfo.go`
 */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
	const parts = pathname
		.split("/")
		.filter((part) => part !== "")
		.map(decodeURIComponent);
	const core = parts[0] === "api";
	if (!core && parts[0] !== "apis") return undefined;
	const group = core ? "" : parts[1];
	const version = core ? parts[1] : parts[2];
	let rest = parts.slice(core ? 2 : 3);
	if (group === undefined || version === undefined || rest.length === 0) return undefined;
	let namespace: string | undefined;
	if (rest[0] === "namespaces" && rest.length > 1) {
		namespace = rest[1];
		// `/namespaces/NS`, `/namespaces/NS/status` and `/namespaces/NS/finalize` are the namespace itself.
		const itself = rest.length === 2 || rest[2] === "status" || rest[2] === "finalize";
		if (!itself) rest = rest.slice(2);
	}
	const [plural = "", name, subresource] = rest;
	return { group, version, plural, kind: findKind(group, version, plural), namespace, name, subresource };
}
