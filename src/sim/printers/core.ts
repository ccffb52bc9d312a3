import { trimSpace } from "../../text/trim-space.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";

type JsonObject = Readonly<Record<string, unknown>>;

function ageOf({ metadata }: KubeObject, nowMs: number): string {
	return since(metadata.creationTimestamp, nowMs);
}

function sizeOf(map: unknown): number {
	return Object.keys(map ?? {}).length;
}

/** Name, data, age. */
export function configMapCells(object: KubeObject, nowMs: number): readonly unknown[] {
	return [object.metadata.name, sizeOf(object["data"]) + sizeOf(object["binaryData"]), ageOf(object, nowMs)];
}

/** Name, type, data, age. */
export function secretCells(object: KubeObject, nowMs: number): readonly unknown[] {
	return [object.metadata.name, object["type"] ?? "Opaque", sizeOf(object["data"]), ageOf(object, nowMs)];
}

/** Name, status, age. */
export function namespaceCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const status = object["status"] as JsonObject | undefined;
	return [object.metadata.name, status?.["phase"] ?? "", ageOf(object, nowMs)];
}

/** Name, holder, age. */
export function leaseCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const spec = object["spec"] as JsonObject | undefined;
	return [object.metadata.name, spec?.["holderIdentity"] ?? "", ageOf(object, nowMs)];
}

interface EventBody {
	readonly type?: string;
	readonly reason?: string;
	readonly message?: string;
	readonly firstTimestamp?: string | null;
	readonly lastTimestamp?: string | null;
	readonly eventTime?: string | null;
	readonly count?: number;
	readonly series?: { readonly count?: number; readonly lastObservedTime?: string | null };
	readonly involvedObject: { readonly kind?: string; readonly name?: string; readonly fieldPath?: string };
	readonly source?: { readonly component?: string; readonly host?: string };
	readonly reportingComponent?: string;
	readonly reportingInstance?: string;
}

/** Last seen, type, reason, object, subobject, source, message, first seen, count, name. */
export function eventCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const event = object as unknown as EventBody;
	const { involvedObject, series, source } = event;
	const first = since(event.firstTimestamp || event.eventTime, nowMs);
	const last = event.lastTimestamp ? since(event.lastTimestamp, nowMs) : first;
	const kind = (involvedObject.kind ?? "").toLowerCase();
	const component = source?.component || event.reportingComponent || "";
	const instance = source?.host || event.reportingInstance || "";
	return [
		series === undefined ? last : since(series.lastObservedTime, nowMs),
		event.type ?? "",
		event.reason ?? "",
		involvedObject.name ? `${kind}/${involvedObject.name}` : kind,
		involvedObject.fieldPath ?? "",
		instance === "" ? component : `${component}, ${instance}`,
		trimSpace(event.message ?? ""),
		first,
		series === undefined ? event.count || 1 : (series.count ?? 0),
		object.metadata.name,
	];
}
