import { encodeMessage } from "../protobuf/encode.ts";
import { ENVELOPE_TAIL, envelopeHead } from "../protobuf/envelope.ts";
import { metaMessageName } from "../protobuf/schema.ts";
import { apiVersionOf, type Kind } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { keyOf, type ObjectStore } from "../world/object-store.ts";
import { encodeContinue, type ListStart, startOfList } from "./list-start.ts";
import { type Form, PROTOBUF } from "./negotiate.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { itemJson, itemMessage, partialMetadata } from "./represent.ts";
import { predicateOf } from "./selectors.ts";
import { tableOf } from "./table.ts";

interface ListMeta {
	readonly resourceVersion: string;
	readonly continue?: string;
	readonly remainingItemCount?: number;
}

/** What a list is asked of. */
export interface ListRequest {
	readonly store: ObjectStore;
	readonly kind: Kind;
	readonly namespace: string | undefined;
	readonly query: URLSearchParams;
	readonly form: Form;
	readonly nowMs: number;
}

/** Answer a list, a page at a time where `limit` asks for it. @throws StatusError 400, 410, 504 */
export function list(request: ListRequest): Reply {
	const start = startOfList(request.query, request.store);
	const { matches, all } = predicateOf(request.query, request.kind.kind, request.namespace);
	const page = pageOf(request.store.list(request.kind, start.revision), start, matches);
	const meta: ListMeta = {
		resourceVersion: String(start.revision),
		...(page.next === undefined ? {} : { continue: encodeContinue(page.next, start.revision) }),
		...(page.next === undefined || !all ? {} : { remainingItemCount: page.remaining }),
	};
	return encodeList(request, page.items, meta);
}

interface Page {
	readonly items: readonly KubeObject[];
	/** Key of the last item, when there is more. */
	readonly next?: string;
	readonly remaining: number;
}

function pageOf(objects: readonly KubeObject[], start: ListStart, matches: (object: KubeObject) => boolean): Page {
	const items: KubeObject[] = [];
	let remaining = 0;
	for (const object of objects) {
		if (start.afterKey !== undefined && keyOfObject(object) <= start.afterKey) continue;
		if (!matches(object)) continue;
		if (start.limit > 0 && items.length === start.limit) remaining++;
		else items.push(object);
	}
	const last = items.at(-1);
	return remaining > 0 && last !== undefined ? { items, next: keyOfObject(last), remaining } : { items, remaining };
}

function keyOfObject(object: KubeObject): string {
	return keyOf(object.metadata.namespace, object.metadata.name);
}

function encodeList(request: ListRequest, items: readonly KubeObject[], meta: ListMeta): Reply {
	const { kind, form } = request;
	if (form.format === "protobuf") {
		return { status: 200, contentType: PROTOBUF, body: protobufList(kind, items, meta) };
	}
	if (form.as === "table") {
		const asked = request.query.get("includeObject");
		const include = asked === "None" || asked === "Object" ? asked : "Metadata";
		const table = { metaVersion: form.metaVersion, include, withColumns: true, nowMs: request.nowMs } as const;
		return jsonReply(tableOf(kind, items, { ...meta }, table));
	}
	if (form.as === "metadata") {
		return jsonReply({
			kind: "PartialObjectMetadataList",
			apiVersion: `meta.k8s.io/${form.metaVersion}`,
			metadata: meta,
			items: items.map((item) => partialMetadata(item, form.metaVersion)),
		});
	}
	return { status: 200, contentType: "application/json", body: jsonList(kind, items, meta) };
}

function* jsonList(kind: Kind, items: readonly KubeObject[], meta: ListMeta): Iterable<Uint8Array> {
	const head = { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata: meta };
	yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"items":[`);
	let first = true;
	for (const item of items) {
		if (!first) yield COMMA;
		first = false;
		yield itemJson(kind, item);
	}
	yield Buffer.from("]}\n");
}

const COMMA = Buffer.from(",");
/** Field 2 (`items`) of every list message, length-delimited. */
const ITEMS_TAG = 18;

function* protobufList(kind: Kind, items: readonly KubeObject[], meta: ListMeta): Iterable<Uint8Array> {
	const metadata = delimited(10, encodeMessage(metaMessageName("ListMeta"), { ...meta }));
	// The envelope states its length before its content, so everything is encoded before anything is sent.
	let length = metadata.length;
	for (const item of items) {
		const bytes = itemMessage(kind, item).length;
		length += 1 + varintLength(bytes) + bytes;
	}
	yield envelopeHead(apiVersionOf(kind), `${kind.kind}List`, length);
	yield metadata;
	for (const item of items) yield delimited(ITEMS_TAG, itemMessage(kind, item));
	yield ENVELOPE_TAIL;
}

function delimited(tag: number, bytes: Uint8Array): Uint8Array {
	const size = varintLength(bytes.length);
	const out = Buffer.allocUnsafe(1 + size + bytes.length);
	out[0] = tag;
	let rest = bytes.length;
	for (let index = 1; index <= size; index++) {
		out[index] = (rest & 0x7f) | (index < size ? 0x80 : 0);
		rest >>>= 7;
	}
	out.set(bytes, 1 + size);
	return out;
}

function varintLength(value: number): number {
	let length = 1;
	for (let rest = value >>> 7; rest > 0; rest >>>= 7) length++;
	return length;
}
