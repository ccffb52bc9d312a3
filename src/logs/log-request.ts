import type { LogRequest } from "./log-reading.ts";
import type { LogRange } from "./log-view.ts";

/** Which container, and which run of it. */
export interface ContainerPlace {
	readonly namespace: string;
	readonly pod: string;
	readonly container: string;
	readonly previous: boolean;
}

/** From where on. Servers understand whole seconds only. */
export interface LogFrom {
	readonly sinceSeconds?: number | undefined;
	readonly tailLines?: number | undefined;
}

/** A range as it was when reading began: what it leaves out stays left out, however late the answer comes. */
export interface FixedRange {
	/** Lines from the end, of a first request. */
	readonly tailLines: number | undefined;
	/** Microseconds since the epoch; lines written before do not count. */
	readonly fromUs: number;
	/** Nor do lines written after. */
	readonly toUs: number;
	/** So many lines at most. */
	readonly mostLines: number;
	/** It goes on as long as the container does. */
	readonly isOpen: boolean;
}

/** What a range means when reading begins at a server's time. */
export function fixRange(range: LogRange, nowMs: number): FixedRange {
	const all: FixedRange = {
		tailLines: undefined,
		fromUs: Number.NEGATIVE_INFINITY,
		toUs: Number.POSITIVE_INFINITY,
		mostLines: Number.POSITIVE_INFINITY,
		isOpen: true,
	};
	switch (range.by) {
		case "all":
			return all;
		case "tail":
			return { ...all, tailLines: range.lines };
		case "head":
			return { ...all, mostLines: range.lines, isOpen: false };
		case "last":
			return { ...all, fromUs: (nowMs - range.durationMs) * 1e3 };
		case "time": {
			const { fromMs, toMs } = range;
			if (toMs === undefined) return { ...all, fromUs: fromMs * 1e3 };
			return { ...all, fromUs: fromMs * 1e3, toUs: toMs * 1e3, isOpen: toMs > nowMs };
		}
	}
}

/** The request for a container's log: a stream that may be silent for as long as the container is. */
export function containerLogRequest(place: ContainerPlace, from: LogFrom, follow: boolean): LogRequest {
	const { namespace, pod, container, previous } = place;
	return {
		path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
		query: {
			container,
			timestamps: true,
			follow: follow ? true : undefined,
			previous: previous ? true : undefined,
			tailLines: from.tailLines,
			sinceTime: from.sinceSeconds === undefined ? undefined : rfc3339(from.sinceSeconds),
		},
		...(follow ? { idleTimeoutMs: 0 } : {}),
	};
}

function rfc3339(seconds: number): string {
	return `${new Date(Math.max(0, Math.floor(seconds)) * 1e3).toISOString().slice(0, 19)}Z`;
}
