import type { ObjectShape, Picked } from "../kube/wire/shape.ts";
import type { Column, Tone } from "../table/column.ts";
import type { Row } from "../table/row-source.ts";

/** Row fields that every kind has. */
export interface ResourceRow extends Row {
	/** `metadata.creationTimestamp`, milliseconds since the epoch. */
	readonly createdAtMs: number | undefined;
	/** `metadata.deletionTimestamp`, milliseconds since the epoch; set while terminating. */
	readonly deletedAtMs: number | undefined;
	/** Labels in canonical form, `key=value` sorted by key and joined by commas. */
	readonly labels: string;
	/** UID of the controlling owner; empty where there is none. */
	readonly ownerUid: string;
}

/** CPU in millicores and memory working set in bytes, as metrics.k8s.io measured them. */
export interface Usage {
	readonly cpuMillicores: number;
	readonly memoryBytes: number;
}

/** What is joined in when a row becomes text. */
export interface Live {
	/** The server's time in milliseconds since the epoch (ours plus the learned skew). */
	readonly nowMs: number;
	/** Usage of a pod (`namespace/name`) or node (`name`); undefined is drawn as `n/a`. */
	usage(key: string): Usage | undefined;
	/** Usage of one container. */
	containerUsage(podKey: string, container: string): Usage | undefined;
}

/** Which rows of another kind belong to a row. */
export type Selection =
	| { readonly by: "namespace"; readonly namespace: string }
	| { readonly by: "node"; readonly node: string }
	| { readonly by: "owner"; readonly uid: string }
	/** `selector` in the text form of kubectl's `-l`; an empty selector selects nothing, an empty namespace is all of them. */
	| { readonly by: "selector"; readonly namespace: string; readonly selector: string }
	| { readonly by: "uid"; readonly uid: string }
	/** `namespace` is empty for what is not namespaced. */
	| { readonly by: "name"; readonly namespace: string; readonly name: string }
	/** What tells of an object: by the object's UID, and by kind and name where it gives no UID. */
	| ({ readonly by: "about"; readonly namespace: string } & Subject);

/** The object that a row tells of. */
export interface Subject {
	/** Empty where the row does not say; of a node, kubelets give the name. */
	readonly uid: string;
	readonly kind: string;
	readonly name: string;
}

/** Where `enter` leads from a row. */
export interface DrillDown {
	/** Id of the kind to show: `pods`, `jobs`, or `containers` (derived from a pod's row). */
	readonly to: string;
	readonly select: Selection;
}

/** What the cluster floor must know to serve a kind; the rest of a kind is about showing it. */
export interface ResourceIdentity {
	/** Name used everywhere in the program: the plural, with the group where it is not unique. */
	readonly id: string;
	/** API group; empty for the core group. */
	readonly group: string;
	readonly version: string;
	readonly plural: string;
	readonly kind: string;
	readonly shortNames: readonly string[];
	readonly namespaced: boolean;
}

/** How rows are shown, whoever makes them. */
export interface TableKind<R extends ResourceRow = ResourceRow> {
	readonly id: string;
	readonly plural: string;
	/** Kubernetes' word for one of them, e.g. `Pod`. */
	readonly kind: string;
	readonly namespaced: boolean;
	readonly columns: readonly Column<R, Live>[];
	/** Column id that a new view is sorted by; the name when left out. */
	readonly defaultSort?: string;
	/** What is said of a row under the cursor that is no longer there; that it is gone when left out. */
	readonly goneText?: string;
	/** Health of a row for the fault filter and the status bar. */
	health(row: R, live: Live): Tone;
	drillDown?(row: R): DrillDown | undefined;
}

/** Rows that the server does not serve, but that another kind's rows hold: a pod's containers. */
export interface DerivedKind<R extends ResourceRow = ResourceRow, Source extends ResourceRow = ResourceRow>
	extends TableKind<R> {
	/** The kind whose rows hold these. */
	readonly from: Resource<Source>;
	derive(row: Source): readonly R[];
	/** The object that holds a row. */
	origin(row: R): { readonly name: string; readonly uid: string };
}

/** Everything special about one kind, as data. */
export interface Resource<R extends ResourceRow = ResourceRow> extends ResourceIdentity, TableKind<R> {
	/** Full name of the protobuf message, e.g. `k8s.io.api.core.v1.Pod`; undefined = JSON only. */
	readonly message: string | undefined;
	readonly shape: ObjectShape;
	/** Make the row from what the decoder picked. Pure; called as each object is parsed. */
	project(object: unknown): R;
	/** Name of the node a row lives on, for the index. */
	nodeName?(row: R): string;
	/** The object that a row tells of, as an event does. */
	about?(row: R): Subject;
}

/** What a kind's file states; {@link defineResource} ties `project` to `shape`. */
export interface ResourceDefinition<S extends ObjectShape, R extends ResourceRow>
	extends Omit<Resource<R>, "shape" | "project"> {
	readonly shape: S;
	project(object: Picked<S>): R;
}

/** Declare a kind. A `project` that reads what `shape` does not name fails to compile. */
export function defineResource<const S extends ObjectShape, R extends ResourceRow>(
	definition: ResourceDefinition<S, R>,
): Resource<R> {
	return definition;
}
