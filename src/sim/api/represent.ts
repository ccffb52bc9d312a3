import { encodeMessage } from "../protobuf/encode.ts";
import { envelope } from "../protobuf/envelope.ts";
import { metaMessageName } from "../protobuf/schema.ts";
import { apiVersionOf, type Kind } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import type { Form } from "./negotiate.ts";
import type { Status } from "./status.ts";

/** Objects are never changed in place, so their messages are kept as long as they are. */
const messages = new WeakMap<KubeObject, Uint8Array>();

/** JSON of an object as it stands in a list: with `kind` and `apiVersion` only for custom resources. */
export function itemJson(kind: Kind, object: KubeObject): Uint8Array {
	return Buffer.from(JSON.stringify(kind.message === undefined ? typed(kind, object) : object));
}

/** The bare protobuf message of an object. */
export function itemMessage(kind: Kind, object: KubeObject): Uint8Array {
	if (kind.message === undefined) throw new Error(`${kind.kind} has no protobuf form`);
	let message = messages.get(object);
	if (message === undefined) {
		message = encodeMessage(kind.message, object);
		messages.set(object, message);
	}
	return message;
}

/** An object with its type, for bodies that hold it alone. */
export function typed(kind: Kind, object: KubeObject): Readonly<Record<string, unknown>> {
	return { kind: kind.kind, apiVersion: apiVersionOf(kind), ...object };
}

/** A whole body for one object: JSON, or a protobuf envelope. */
export function objectBytes(kind: Kind, object: KubeObject, format: Form["format"]): Uint8Array {
	if (format === "protobuf") return envelope(apiVersionOf(kind), kind.kind, itemMessage(kind, object));
	const item = itemJson(kind, object);
	if (kind.message === undefined) return item;
	const head = `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}",`;
	return Buffer.concat([Buffer.from(head), item.subarray(1)]);
}

/** A whole body for a Status. */
export function statusBytes(status: Status, format: Form["format"]): Uint8Array {
	if (format === "protobuf") {
		const message = encodeMessage(metaMessageName("Status"), status as unknown as Readonly<Record<string, unknown>>);
		return envelope("v1", "Status", message);
	}
	return Buffer.from(JSON.stringify({ kind: "Status", apiVersion: "v1", ...status }));
}

/** Metadata alone, as `as=PartialObjectMetadata` asks for it. */
export function partialMetadata(object: KubeObject, metaVersion: string): Readonly<Record<string, unknown>> {
	return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${metaVersion}`, metadata: object.metadata };
}
