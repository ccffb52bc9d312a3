import { fail, ok, type Result } from "../base/result.ts";
import type { Failure } from "../kube/failure.ts";
import type { WatchEvent } from "../kube/wire/codec.ts";
import type { ResourceRow } from "../resources/resource.ts";
import type { Intake } from "./intake.ts";

/** What came with the end of a streaming list: its version, and the events behind it. */
export interface AfterInitial<R> {
	readonly resourceVersion: string;
	readonly events: readonly WatchEvent<R>[];
}

/**
 * The synthetic events of a streaming list, up to the bookmark that ends it; their versions say
 * nothing. Returns what came after the bookmark, or undefined when it has not come yet.
 */
export function takeInitial<R extends ResourceRow>(
	events: readonly WatchEvent<R>[],
	intake: Intake<R>,
): Result<AfterInitial<R> | undefined, Failure> {
	let rows: R[] = [];
	for (const [index, event] of events.entries()) {
		if (event.type === "ADDED" || event.type === "MODIFIED") rows.push(event.row);
		else if (event.type === "ERROR") return fail(event.failure);
		else if (event.type === "DELETED" || event.type === "MALFORMED") {
			const gone = "row" in event ? event.row : event.gone;
			if (gone === undefined) continue;
			intake.put(rows);
			rows = [];
			intake.remove(gone);
		} else if (event.type === "BOOKMARK" && event.initialEventsEnd) {
			intake.put(rows);
			return ok({ resourceVersion: event.resourceVersion, events: events.slice(index + 1) });
		}
	}
	intake.put(rows);
	return ok(undefined);
}
