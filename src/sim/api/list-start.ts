import type { ObjectStore } from "../world/object-store.ts";
import { badRequest, expired, tooLargeVersion } from "./status.ts";

/** Where a list starts: at which revision, after which key, and how many at most (0 = all). */
export interface ListStart {
	readonly revision: number;
	readonly afterKey: string | undefined;
	readonly limit: number;
}

const CONTINUE_VERSION = "meta.k8s.io/v1";
/** Revision in a continue token that means "whatever is newest". */
const INCONSISTENT = -1;

const LIST_TOO_OLD = "The resourceVersion for the provided list is too old.";
const CONTINUE_TOO_OLD =
	"The provided continue parameter is too old to display a consistent list result. You can start a new list " +
	"without the continue parameter, or use the continue token in this response to retrieve the remainder of the " +
	"results. Continuing with the provided token results in an inconsistent list - objects that were created, " +
	"modified, or deleted between the time the first chunk was returned and now may show up in the list.";

/**
 * Read `resourceVersion`, `resourceVersionMatch`, `limit` and `continue`.
 *
 * As the watch cache does, version `0` means "any" and then the limit counts for nothing.
 *
 * @throws StatusError 400, 410, 504
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
export function startOfList(query: URLSearchParams, store: ObjectStore): ListStart {
	const limit = Number(query.get("limit") ?? 0);
	const version = query.get("resourceVersion") ?? "";
	const match = query.get("resourceVersionMatch") ?? "";
	const token = query.get("continue") ?? "";
	if (token !== "") {
		if (version !== "" && version !== "0") {
			throw badRequest("specifying resource version is not allowed when using continue");
		}
		return { ...continued(token, store), limit };
	}
	if (match !== "" && version === "") {
		throw badRequest("resourceVersionMatch is forbidden unless resourceVersion is provided");
	}
	if (version === "") return { revision: store.revision, afterKey: undefined, limit };
	const revision = parseVersion(version);
	if (revision === 0) return { revision: store.revision, afterKey: undefined, limit: 0 };
	if (revision > store.revision) throw tooLargeVersion(revision, store.revision);
	const exact = match === "Exact" || (match === "" && limit > 0);
	if (!exact) return { revision: store.revision, afterKey: undefined, limit };
	if (revision < store.compactedRevision) throw expired(LIST_TOO_OLD);
	return { revision, afterKey: undefined, limit };
}

/** A resource version as this server writes them. @throws StatusError 400 */
export function parseVersion(text: string): number {
	if (!/^\d+$/.test(text)) {
		throw badRequest(
			`Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
		);
	}
	return Number(text);
}

/** The token that continues a list after a key. */
export function encodeContinue(afterKey: string, revision: number): string {
	const token = { v: CONTINUE_VERSION, rv: revision, start: `${afterKey}\0` };
	return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function continued(token: string, store: ObjectStore): Omit<ListStart, "limit"> {
	const { rv, start } = decodeContinue(token);
	const afterKey = start.replace(/\0$/, "");
	if (rv === INCONSISTENT) return { revision: store.revision, afterKey };
	if (rv < store.compactedRevision) throw expired(CONTINUE_TOO_OLD, encodeContinue(afterKey, INCONSISTENT));
	return { revision: rv, afterKey };
}

function decodeContinue(token: string): { readonly rv: number; readonly start: string } {
	let value: unknown;
	try {
		value = JSON.parse(Buffer.from(token, "base64url").toString());
	} catch {
		throw badRequest("continue key is not valid");
	}
	if (typeof value === "object" && value !== null && "rv" in value && "start" in value) {
		if (typeof value.rv === "number" && typeof value.start === "string") return { rv: value.rv, start: value.start };
	}
	throw badRequest("continue key is not valid");
}
