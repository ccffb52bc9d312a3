import { share } from "../protobuf/encode.ts";
import { timeText } from "../world/kube-object.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Names of list elements stand for the element: `k:{"name":"x"}`. */
const LIST_KEYS: Readonly<Record<string, readonly string[]>> = {
	containers: ["name"],
	initContainers: ["name"],
	env: ["name"],
	ports: ["containerPort", "protocol"],
	volumeMounts: ["mountPath"],
	volumes: ["name"],
	conditions: ["type"],
	ownerReferences: ["uid"],
	podIPs: ["ip"],
	addresses: ["type"],
};

/** Structs that are owned as a whole. */
const ATOMIC = new Set(["fieldRef", "configMap", "projected", "securityContext", "nodeSelector"]);

/**
 * The set of fields that an object has, in the form of `fieldsV1`: what a manager that wrote the
 * whole object would own. Made once for objects that are alike, and shared.
 *
 * @see https://github.com/kubernetes-sigs/structured-merge-diff `fieldpath/serialize.go`
 */
export function ownedFields(object: JsonObject): JsonObject {
	return share(fieldsOf(object));
}

/** As {@link ownedFields}, made anew. */
export function fieldsOf(object: JsonObject): Record<string, unknown> {
	const fields: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(object)) fields[`f:${key}`] = fieldsOfValue(key, value);
	return fields;
}

function fieldsOfValue(key: string, value: unknown): Record<string, unknown> {
	if (Array.isArray(value)) {
		const names = LIST_KEYS[key];
		if (names === undefined) return {};
		const elements = value.map((element: JsonObject) => {
			const identity = Object.fromEntries(names.map((name) => [name, element[name]]));
			return [`k:${JSON.stringify(identity)}`, { ".": {}, ...fieldsOf(element) }] as const;
		});
		return { ".": {}, ...Object.fromEntries(elements) };
	}
	if (typeof value !== "object" || value === null || ATOMIC.has(key)) return {};
	// Quantities and selectors are owned as a whole; that is close enough to their real form.
	return { ".": {}, ...fieldsOf(value as JsonObject) };
}

/** One manager's entry. */
export function managedBy(
	manager: string,
	apiVersion: string,
	atMs: number,
	fieldsV1: JsonObject,
	subresource?: string,
): object {
	return {
		manager,
		operation: "Update",
		apiVersion,
		time: timeText(atMs),
		fieldsType: "FieldsV1",
		fieldsV1,
		...(subresource === undefined ? {} : { subresource }),
	};
}
