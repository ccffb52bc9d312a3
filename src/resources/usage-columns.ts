import type { Column } from "../table/column.ts";
import { formatCpu, formatMemory } from "../text/quantity.ts";
import type { ResourceNeeds } from "./pod-containers.ts";
import type { Live, Usage } from "./resource.ts";

/** What is drawn where something is not known. Never zero: nobody measured it. */
const NOT_AVAILABLE = "n/a";

/** From these shares of what was asked for, or is allowed, a cell calls for attention. */
const ATTENTION_PERCENT = 80;
const BROKEN_PERCENT = 95;

/** Which measured usage belongs to a row. */
export type UsageOf<R> = (row: R, live: Live) => Usage | undefined;

/** One share of usage: of requests (`%R`), limits (`%L`) or what a node can allocate (`%A`). */
export interface Share<R> {
	/** Last part of the column id: `cpu%r`. */
	readonly suffix: "r" | "l" | "a";
	readonly cpu: (row: R) => number | undefined;
	readonly memory: (row: R) => number | undefined;
	/** Whether coming close to it is a reason to look (limits, not requests). */
	readonly bounds: boolean;
	readonly priority: number;
}

/** Shares of what a pod or container asked for and of what it is allowed; limits may give way sooner. */
export function needsShares<R extends ResourceNeeds>(limitPriority: number): readonly Share<R>[] {
	return [
		{
			suffix: "r",
			cpu: (row) => row.cpuRequestMillicores,
			memory: (row) => row.memoryRequestBytes,
			bounds: false,
			priority: 4,
		},
		{
			suffix: "l",
			cpu: (row) => row.cpuLimitMillicores,
			memory: (row) => row.memoryLimitBytes,
			bounds: true,
			priority: limitPriority,
		},
	];
}

/**
 * CPU and MEM with their shares, as measured by metrics.k8s.io.
 *
 * @param priority - of CPU and MEM themselves
 */
export function usageColumns<R>(
	usageOf: UsageOf<R>,
	shares: readonly Share<R>[],
	priority = 2,
): readonly Column<R, Live>[] {
	const cpu = (row: R, live: Live): number | undefined => usageOf(row, live)?.cpuMillicores;
	const memory = (row: R, live: Live): number | undefined => usageOf(row, live)?.memoryBytes;
	return [
		measured("cpu", "CPU", "C", priority, cpu, formatCpu),
		...shares.map((share) => shareColumn("cpu", share, cpu, share.cpu)),
		measured("mem", "MEM", "M", priority, memory, formatMemory),
		...shares.map((share) => shareColumn("mem", share, memory, share.memory)),
	];
}

function measured<R>(
	id: "cpu" | "mem",
	title: string,
	sortKey: string,
	priority: number,
	value: (row: R, live: Live) => number | undefined,
	format: (value: number) => string,
): Column<R, Live> {
	return {
		id,
		title,
		align: "right",
		unit: id === "cpu" ? "millicores" : "bytes",
		priority,
		minWidth: id === "mem" ? 6 : 5,
		live: "usage",
		sortKey,
		descending: true,
		order: value,
		text: (row, live) => known(value(row, live), format),
	};
}

function shareColumn<R>(
	of: "cpu" | "mem",
	share: Share<R>,
	used: (row: R, live: Live) => number | undefined,
	whole: (row: R) => number | undefined,
): Column<R, Live> {
	const percent = (row: R, live: Live): number | undefined => {
		const part = used(row, live);
		const base = whole(row);
		return part === undefined || !base ? undefined : (part / base) * 100;
	};
	return {
		id: `${of}%${share.suffix}`,
		title: `%${share.suffix.toUpperCase()}`,
		align: "right",
		unit: "percent",
		priority: share.priority,
		minWidth: 3,
		live: "usage",
		descending: true,
		order: percent,
		text: (row, live) => known(percent(row, live), (value) => String(Math.floor(value))),
		tone: (row, live) => {
			const value = percent(row, live);
			if (value === undefined) return "muted";
			if (!share.bounds || value < ATTENTION_PERCENT) return "plain";
			return value < BROKEN_PERCENT ? "attention" : "broken";
		},
	};
}

function known(value: number | undefined, format: (value: number) => string): string {
	return value === undefined ? NOT_AVAILABLE : format(value);
}
