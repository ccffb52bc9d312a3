import type { Clock, Timer } from "../../base/clock.ts";
import { watchFrame } from "../protobuf/envelope.ts";
import type { Kind } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import type { Change, ObjectStore } from "../world/object-store.ts";
import { type Form, PROTOBUF } from "./negotiate.ts";
import type { StreamReply, StreamSink } from "./reply.ts";
import { objectBytes, partialMetadata, statusBytes } from "./represent.ts";
import { type Predicate, predicateOf } from "./selectors.ts";
import { expired, type StatusError, tooLargeVersion } from "./status.ts";
import { tableOf } from "./table.ts";
import { parseWatchStart, type WatchStart } from "./watch-start.ts";

const BOOKMARK_INTERVAL_MS = 60_000;
/** How long before the end of a watch the last bookmark is sent. */
const LAST_BOOKMARK_LEAD_MS = 2_000;

/** What a watch is asked of. */
export interface WatchRequest {
	readonly store: ObjectStore;
	readonly clock: Clock;
	readonly kind: Kind;
	readonly namespace: string | undefined;
	readonly query: URLSearchParams;
	readonly form: Form;
	readonly streamingLists: boolean;
	/** Length of a watch that asks for none, in milliseconds. */
	readonly defaultTimeoutMs: number;
	/** Whether an event is to be lost on its way (a fault a test asks for). */
	readonly drop: () => boolean;
	/** How it is ended at once (a fault a test asks for). */
	readonly ends?: StatusError | "in good order" | undefined;
}

/** Answer a watch. Problems with where it starts come in the stream, as the API server sends them. @throws StatusError 400, 422 */
export function watch(request: WatchRequest): StreamReply {
	const start = parseWatchStart(request.query, request);
	const { matches } = predicateOf(request.query, request.kind.kind, request.namespace);
	return {
		contentType: request.form.format === "protobuf" ? `${PROTOBUF};stream=watch` : "application/json",
		start: (sink) => run(request, start, matches, sink),
	};
}

function run(request: WatchRequest, start: WatchStart, matches: Predicate, sink: StreamSink): () => void {
	const { store, kind, clock } = request;
	const encode = encoder(request);
	const sendAll = (events: readonly Event[]): void =>
		sink.write(map(events, ({ type, object }) => encode(type, object)));
	const send = (event: Event): void => sendAll([event]);
	const timers = new Set<Timer>();
	let unsubscribe = (): void => {};
	const stop = (): void => {
		unsubscribe();
		for (const timer of timers) timer.cancel();
	};
	if (request.ends === "in good order") {
		sink.end();
		return stop;
	}
	const failure = request.ends ?? problemOf(start, store);
	if (failure !== undefined) {
		sink.write([frame(request.form, "ERROR", statusBytes(failure.body, request.form.format))]);
		sink.end();
		return stop;
	}
	if (start.initialEvents) {
		const objects = store.list(kind).filter(matches);
		sendAll(objects.map((object) => ({ type: "ADDED", object })));
	}
	if (start.endOfInitialEvents) {
		send({ type: "BOOKMARK", object: bookmark(kind, store.revision, { "k8s.io/initial-events-end": "true" }) });
	}
	const deliver = (change: Change): void => {
		const event = visible(change, matches);
		if (event !== undefined && !request.drop()) send(event);
	};
	const fromNow = start.initialEvents || start.revision === 0;
	for (const change of fromNow ? [] : (store.since(kind, start.revision) ?? [])) deliver(change);
	unsubscribe = store.subscribe(kind, deliver);

	const later = (delayMs: number, action: () => void): void => {
		const timer = clock.after(delayMs, () => {
			timers.delete(timer);
			action();
		});
		timers.add(timer);
	};
	const sendBookmark = (): void => send({ type: "BOOKMARK", object: bookmark(kind, store.revision) });
	const bookmarkLater = (): void =>
		later(BOOKMARK_INTERVAL_MS, () => {
			sendBookmark();
			bookmarkLater();
		});
	if (start.bookmarks) {
		bookmarkLater();
		if (start.timeoutMs > LAST_BOOKMARK_LEAD_MS) later(start.timeoutMs - LAST_BOOKMARK_LEAD_MS, sendBookmark);
	}
	later(start.timeoutMs, () => {
		stop();
		sink.end();
	});
	return stop;
}

function problemOf(start: WatchStart, store: ObjectStore): StatusError | undefined {
	if (start.revision > store.revision) return tooLargeVersion(start.revision, store.revision);
	if (!start.initialEvents && start.revision > 0 && start.revision < store.compactedRevision) {
		return expired(`too old resource version: ${start.revision} (${store.compactedRevision})`);
	}
	return undefined;
}

/** What a change is to one who only sees some objects: an object may come into sight or leave it. */
function visible(change: Change, matches: Predicate): Pick<Change, "type" | "object"> | undefined {
	const seesNow = change.type !== "DELETED" && matches(change.object);
	const sawBefore = change.previous !== undefined && matches(change.previous);
	if (seesNow) return { type: sawBefore ? "MODIFIED" : "ADDED", object: change.object };
	if (!sawBefore) return undefined;
	if (change.type === "DELETED") return change;
	// One that leaves is shown as it last matched, under the revision that took it away.
	const { resourceVersion } = change.object.metadata;
	const previous = change.previous;
	return { type: "DELETED", object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } };
}

function bookmark(kind: Kind, revision: number, annotations?: Readonly<Record<string, string>>): KubeObject {
	const metadata = {
		resourceVersion: String(revision),
		creationTimestamp: null,
		...(annotations === undefined ? {} : { annotations }),
	};
	const body = kind.kind === "Pod" ? { spec: { containers: null }, status: {} } : {};
	return { metadata, ...body } as unknown as KubeObject;
}

interface Event {
	readonly type: string;
	readonly object: KubeObject;
}

/** Makes the frames of events in the form the watcher asked for. */
function encoder(request: WatchRequest): (type: string, object: KubeObject) => Uint8Array {
	const { kind, form, clock } = request;
	if (form.as === "object") {
		return (type, object) => frame(form, type, objectBytes(kind, object, form.format));
	}
	const asked = request.query.get("includeObject");
	const include = asked === "None" || asked === "Object" ? asked : "Metadata";
	let withColumns = true;
	return (type, object) => {
		let value: unknown = partialMetadata(object, form.metaVersion);
		if (form.as === "table") {
			const metadata = { resourceVersion: object.metadata.resourceVersion };
			// The annotation that ends a streaming list is in the object, so a bookmark always carries it.
			const included = type === "BOOKMARK" && include === "None" ? "Metadata" : include;
			const table = { metaVersion: form.metaVersion, include: included, withColumns, nowMs: clock.now() } as const;
			value = tableOf(kind, [object], metadata, table);
			withColumns = false;
		}
		return frame(form, type, Buffer.from(JSON.stringify(value)));
	};
}

function frame(form: Form, type: string, object: Uint8Array): Uint8Array {
	if (form.format === "protobuf") return watchFrame(type, object);
	return Buffer.concat([Buffer.from(`{"type":"${type}","object":`), object, FRAME_END]);
}

function* map<From, To>(items: Iterable<From>, make: (item: From) => To): Iterable<To> {
	for (const item of items) yield make(item);
}

const FRAME_END = Buffer.from("}\n");
