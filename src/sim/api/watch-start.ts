import { parseVersion } from "./list-start.ts";
import { badRequest, invalid } from "./status.ts";

/** Where a watch starts and how long it lasts. */
export interface WatchStart {
	/** Events after this revision; 0 when the watch starts with what is there. */
	readonly revision: number;
	/** Begin with an ADDED for each object. */
	readonly initialEvents: boolean;
	/** Mark their end with an annotated bookmark. */
	readonly endOfInitialEvents: boolean;
	readonly bookmarks: boolean;
	readonly timeoutMs: number;
}

const LIST_OPTIONS = { group: "meta.k8s.io", kind: "ListOptions" };

/**
 * Read a watch's parameters.
 *
 * @throws StatusError 400, or 422 where the server has no streaming lists or the match is missing
 * @see k8s.io/apimachinery `pkg/apis/meta/internalversion/validation`
 */
export function parseWatchStart(
	query: URLSearchParams,
	server: { readonly streamingLists: boolean; readonly defaultTimeoutMs: number },
): WatchStart {
	const version = query.get("resourceVersion") ?? "";
	const match = query.get("resourceVersionMatch") ?? "";
	const streaming = boolean(query, "sendInitialEvents");
	if (streaming !== undefined) {
		if (match !== "NotOlderThan") {
			throw invalid(
				LIST_OPTIONS,
				"resourceVersionMatch",
				"sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
			);
		}
		if (!server.streamingLists) {
			const why = "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled";
			throw invalid(LIST_OPTIONS, "sendInitialEvents", why);
		}
	} else if (match !== "") {
		const why = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided";
		throw invalid(LIST_OPTIONS, "resourceVersionMatch", why);
	}
	const bookmarks = boolean(query, "allowWatchBookmarks") ?? false;
	const revision = version === "" ? 0 : parseVersion(version);
	const timeoutSeconds = Number(query.get("timeoutSeconds") ?? 0);
	return {
		revision,
		initialEvents: streaming ?? revision === 0,
		endOfInitialEvents: streaming === true && bookmarks,
		bookmarks,
		timeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : server.defaultTimeoutMs,
	};
}

function boolean(query: URLSearchParams, name: string): boolean | undefined {
	const text = query.get(name);
	if (text === null || text === "") return text === "" ? true : undefined;
	if (/^(1|t|true)$/i.test(text)) return true;
	if (/^(0|f|false)$/i.test(text)) return false;
	throw badRequest(`invalid value for ${name}: ${JSON.stringify(text)}`);
}
