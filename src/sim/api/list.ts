import { apiVersionOf, type Kind } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { keyOf, type ObjectStore } from "../world/object-store.ts";
import { encodeContinue, type ListStart, startOfList } from "./list-start.ts";
import type { Form } from "./negotiate.ts";
import { protobufList } from "./protobuf-list.ts";
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
		const head = { apiVersion: apiVersionOf(kind), kind: `${kind.kind}List`, metadata: meta };
		return protobufList(
			head,
			items.map((item) => itemMessage(kind, item)),
		);
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
