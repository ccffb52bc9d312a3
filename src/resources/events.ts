import { internText } from "../kube/wire/intern.ts";
import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { optional, type Picked } from "../kube/wire/shape.ts";
import type { Tone } from "../table/column.ts";
import { ageText } from "../text/duration.ts";
import { trimSpace } from "../text/trim-space.ts";
import { countColumn } from "./count-column.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { namespaceColumn } from "./standard-columns.ts";

/** An event, as a table keeps it. */
export interface EventRow extends ResourceRow {
	/** Of the event itself or the last of its series; undefined where nobody wrote it down. */
	readonly lastSeenAtMs: number | undefined;
	readonly firstSeenAtMs: number | undefined;
	/** `Normal` or `Warning`. */
	readonly type: string;
	readonly reason: string;
	/** What it is about, `pod/api-0`; the kind alone where it has no name. */
	readonly object: string;
	readonly objectUid: string;
	readonly objectKind: string;
	readonly objectName: string;
	/** Part of that object, e.g. `spec.containers{web}`. */
	readonly subobject: string;
	/** Who reported it, e.g. `kubelet, node-17`. */
	readonly source: string;
	readonly message: string;
	readonly count: number;
}

const shape = {
	metadata: metadataShape,
	involvedObject: { kind: "string", name: "string", uid: "string", fieldPath: "string" },
	type: "string",
	reason: "string",
	message: "string",
	source: { component: "string", host: "string" },
	reportingComponent: "string",
	reportingInstance: "string",
	firstTimestamp: "time",
	lastTimestamp: "time",
	eventTime: "time",
	count: "int",
	series: optional({ count: "int", lastObservedTime: "time" }),
} as const;

/** Both styles of event: counted with two timestamps, and with `eventTime` and a series. */
export const events = defineResource<typeof shape, EventRow>({
	id: "events",
	group: "",
	version: "v1",
	plural: "events",
	kind: "Event",
	shortNames: ["ev"],
	namespaced: true,
	message: "k8s.io.api.core.v1.Event",
	shape,
	project: eventRow,
	defaultSort: "last-seen",
	columns: [
		namespaceColumn,
		{
			id: "last-seen",
			title: "LAST SEEN",
			priority: 0,
			minWidth: 5,
			sortKey: "A",
			live: "time",
			unit: "milliseconds",
			value: ({ lastSeenAtMs }, { nowMs }) => (lastSeenAtMs === undefined ? undefined : nowMs - lastSeenAtMs),
			text: ({ lastSeenAtMs }, { nowMs }) => ageText(lastSeenAtMs, nowMs),
			// The latest first.
			order: ({ lastSeenAtMs }) => (lastSeenAtMs === undefined ? undefined : -lastSeenAtMs),
		},
		{ id: "type", title: "TYPE", priority: 1, minWidth: 7, text: (row) => row.type, tone: health },
		{ id: "reason", title: "REASON", priority: 0, minWidth: 12, maxWidth: 32, sortKey: "S", text: (row) => row.reason },
		{ id: "object", title: "OBJECT", priority: 0, minWidth: 20, maxWidth: 63, sortKey: "N", text: (row) => row.object },
		{ id: "subobject", title: "SUBOBJECT", priority: 6, wide: true, maxWidth: 40, text: (row) => row.subobject },
		{ id: "source", title: "SOURCE", priority: 5, wide: true, maxWidth: 40, text: (row) => row.source },
		countColumn("count", "COUNT", 4, (row) => row.count, "T"),
		{ id: "message", title: "MESSAGE", priority: 2, minWidth: 20, text: (row) => row.message },
		{
			id: "first-seen",
			title: "FIRST SEEN",
			priority: 7,
			wide: true,
			live: "time",
			unit: "milliseconds",
			value: ({ firstSeenAtMs }, { nowMs }) => (firstSeenAtMs === undefined ? undefined : nowMs - firstSeenAtMs),
			text: ({ firstSeenAtMs }, { nowMs }) => ageText(firstSeenAtMs, nowMs),
			order: ({ firstSeenAtMs }) => (firstSeenAtMs === undefined ? undefined : -firstSeenAtMs),
		},
		{ id: "name", title: "NAME", priority: 9, wide: true, maxWidth: 63, text: (row) => row.name },
	],
	health,
	about: (row) => ({ uid: row.objectUid, kind: row.objectKind, name: row.objectName }),
});

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printEvent` */
function eventRow(event: Picked<typeof shape>): EventRow {
	const { involvedObject: object, series } = event;
	const firstSeenAtMs = event.firstTimestamp ?? event.eventTime;
	const kind = internText(object.kind.toLowerCase());
	return {
		...metadataRow(event.metadata),
		lastSeenAtMs: series === undefined ? (event.lastTimestamp ?? firstSeenAtMs) : series.lastObservedTime,
		firstSeenAtMs,
		type: event.type,
		reason: event.reason,
		object: object.name === "" ? kind : `${kind}/${object.name}`,
		objectUid: object.uid,
		objectKind: object.kind,
		objectName: object.name,
		subobject: object.fieldPath,
		source: reporter(event),
		message: trimSpace(event.message),
		// An event that happened once is not counted in the newer style.
		count: series?.count ?? (event.count || 1),
	};
}

function reporter({ source, reportingComponent, reportingInstance }: Picked<typeof shape>): string {
	const component = source.component || reportingComponent;
	const instance = source.host || reportingInstance;
	return internText(instance === "" ? component : `${component}, ${instance}`);
}

function health({ type }: EventRow): Tone {
	return type === "Normal" ? "ok" : "attention";
}
