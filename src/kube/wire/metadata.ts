import { internText } from "./intern.ts";
import type { Picked } from "./shape.ts";

/**
 * What a row needs of `metadata`, for every kind. A kind that needs more spreads it:
 * `metadata: { ...metadataShape, annotations: "stringMap" }`.
 */
export const metadataShape = {
	name: "string",
	namespace: "string",
	uid: "string",
	resourceVersion: "string",
	creationTimestamp: "time",
	deletionTimestamp: "time",
	labels: "stringMap",
	ownerReferences: [{ uid: "string", kind: "string", name: "string", controller: "bool" }],
} as const;

/** `metadata` as a decoder fills {@link metadataShape}. */
export type Metadata = Picked<typeof metadataShape>;

/** The fields that every row has, whatever its kind. */
export interface MetadataRow {
	readonly uid: string;
	readonly namespace: string;
	readonly name: string;
	/** Milliseconds since the epoch. */
	readonly createdAtMs: number | undefined;
	/** Milliseconds since the epoch; set while the object is being deleted. */
	readonly deletedAtMs: number | undefined;
	/** Labels in the form of {@link labelText}. */
	readonly labels: string;
	/** UID of the controlling owner; empty where there is none. */
	readonly ownerUid: string;
}

/** The base fields of a row. Spread it: `{ ...metadataRow(object.metadata), phase: ... }`. */
export function metadataRow(metadata: Metadata): MetadataRow {
	return {
		uid: metadata.uid,
		namespace: metadata.namespace,
		name: metadata.name,
		createdAtMs: metadata.creationTimestamp,
		deletedAtMs: metadata.deletionTimestamp,
		labels: labelText(metadata.labels),
		ownerUid: controllerOf(metadata)?.uid ?? "",
	};
}

/** The owner that controls the object; undefined where there is none. */
export function controllerOf(metadata: Metadata): Metadata["ownerReferences"][number] | undefined {
	return metadata.ownerReferences.find((owner) => owner.controller);
}

/**
 * Canonical form of labels (and of an equality selector): `key=value` joined by commas, so that two
 * equal sets are one string, and one string in memory. Sorted as kubectl does, the whole pairs: a dot
 * comes before the equals sign, so that `app.kubernetes.io/name=web` stands before `app=web`.
 */
export function labelText(labels: Readonly<Record<string, string>>): string {
	const keys = Object.keys(labels);
	if (keys.length === 0) return "";
	return internText(
		keys
			.map((key) => `${key}=${labels[key]}`)
			.sort()
			.join(","),
	);
}
