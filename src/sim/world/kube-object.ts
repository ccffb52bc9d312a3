/** Metadata of a simulated object, in its JSON form. */
export interface ObjectMeta {
	readonly name: string;
	readonly generateName?: string;
	/** Absent for objects of the whole cluster. */
	readonly namespace?: string;
	readonly uid: string;
	readonly resourceVersion: string;
	readonly generation?: number;
	readonly creationTimestamp: string;
	readonly deletionTimestamp?: string;
	readonly deletionGracePeriodSeconds?: number;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly ownerReferences?: readonly OwnerReference[];
	readonly finalizers?: readonly string[];
	readonly managedFields?: readonly object[];
}

/** Who owns an object. */
export interface OwnerReference {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly uid: string;
	readonly controller?: boolean;
	readonly blockOwnerDeletion?: boolean;
}

/**
 * An object in its JSON form without `kind` and `apiVersion`, which its kind knows. Never changed
 * in place: a change makes a new object, so that an object's encoded bytes can be kept.
 */
export interface KubeObject {
	readonly metadata: ObjectMeta;
	readonly [field: string]: unknown;
}

/** What a caller must give to make an object; the rest is filled in. */
export type Draft = { readonly metadata: Partial<ObjectMeta> & { readonly name: string } } & Readonly<
	Record<string, unknown>
>;

/** RFC 3339 with whole seconds, as `metav1.Time` is written. */
export function timeText(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** RFC 3339 with microseconds, as `metav1.MicroTime` is written. */
export function microTimeText(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 23)}000Z`;
}
