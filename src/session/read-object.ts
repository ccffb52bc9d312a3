import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { messages } from "../text/messages/messages.ts";
import { isObject, type JsonObject, shallower, textAt, timeAt } from "./json-value.ts";
import { type ObjectReference, objectPath } from "./object-reference.ts";

/** More events of one object than this are not read. */
const MOST_EVENTS = 500;

/** An object of a kind without a schema may be nested by the thousands, and whoever walks through it would run out of stack. */
const MOST_LEVELS = 200;

/** Read one object, as deep as can be shown. Fails as `absent` when another one bears its name now. */
export async function readObject(
	transport: Pick<Transport, "request">,
	reference: ObjectReference,
	signal: AbortSignal,
): Promise<Result<JsonObject, Failure>> {
	const answer = await fetchJson(transport, { method: "GET", path: objectPath(reference), purpose: "detail", signal });
	if (!answer.ok) return answer;
	const json = shallower(answer.value.json, MOST_LEVELS, messages.session.tooDeep(MOST_LEVELS));
	if (!isObject(json)) return fail(failure("invalid", messages.session.notAnObject));
	if (reference.uid !== "" && textAt(json, "metadata", "uid") !== reference.uid)
		return fail(failure("absent", messages.session.replaced(reference.name)));
	return ok(json);
}

/** The events about an object, newest first. */
export async function readEvents(
	transport: Pick<Transport, "request">,
	{ namespace, name, uid }: ObjectReference,
	signal: AbortSignal,
): Promise<Result<readonly JsonObject[], Failure>> {
	const answer = await fetchJson(transport, {
		method: "GET",
		// What is in no namespace has its events in `default`.
		path: `/api/v1/namespaces/${encodeURIComponent(namespace || "default")}/events`,
		query: { fieldSelector: `involvedObject.name=${name},involvedObject.uid=${uid}`, limit: MOST_EVENTS },
		purpose: "detail",
		signal,
	});
	if (!answer.ok) return answer;
	const { json } = answer.value;
	const items = isObject(json) && Array.isArray(json["items"]) ? json["items"].filter(isObject) : [];
	return ok(items.toSorted((a, b) => lastSeenAtMs(b) - lastSeenAtMs(a)));
}

/** When an event last happened, in milliseconds since the epoch; 0 where it does not say. */
export function lastSeenAtMs(event: JsonObject): number {
	return (
		timeAt(event, "series", "lastObservedTime") ??
		timeAt(event, "lastTimestamp") ??
		timeAt(event, "eventTime") ??
		timeAt(event, "metadata", "creationTimestamp") ??
		0
	);
}
