import { median, percentile } from "./statistics.ts";

/** A number for 1,000, for 10,000 and for 50,000 pods; undefined where there is none. */
type BySize = readonly [at1k: number | undefined, at10k: number | undefined, at50k: number | undefined];

/** One line of the table: which figure it is, what k9s shows in it, and how much of it we allow ourselves. */
export interface Line {
	readonly label: string;
	/** Name of the figure, with the phase it is from. */
	readonly figure: string;
	readonly of: (values: readonly number[]) => number;
	readonly unit: "ms" | "MB" | "%" | "bytes" | "/s" | "/min";
	/** Measured with k9s 0.51, built from source, on a shared 2-core machine against a real API server. */
	readonly k9s?: BySize;
	readonly budget?: BySize;
	/** No machine changes it, so that it may fail a build. */
	readonly isCount?: true;
}

const p95 = (values: readonly number[]): number => percentile(values, 95);
const most = (values: readonly number[]): number => Math.max(...values);
const all = (value: number): BySize => [value, value, value];

/** A share of what k9s needs, at each size. */
function shareOf(k9s: BySize, at1k: number, at10k: number): BySize {
	return [(k9s[0] ?? Number.NaN) * at1k, (k9s[1] ?? Number.NaN) * at10k, undefined];
}

const firstText: BySize = [360, 260, undefined];
const firstRow: BySize = [2800, 11_700, undefined];
const memory = [243, 1592, undefined] as const satisfies BySize;
const idle: BySize = [6.3, 44, undefined];
const churn: BySize = [12.9, 50, undefined];
const move: BySize = [6.4, 7.2, undefined];
const moveP95 = [19.9, 42, undefined] as const satisfies BySize;
const scroll = [2590, 2060, undefined] as const satisfies BySize;
const held: BySize = [10, 24, undefined];
const filter: BySize = [1002, 1136, undefined];
const sort: BySize = [14, 225, undefined];

/** Every line of the table, in its order. */
export const lines: readonly Line[] = [
	{
		label: "start → first text",
		figure: "start.firstTextMs",
		of: median,
		unit: "ms",
		k9s: firstText,
		budget: shareOf(firstText, 0.3, 0.3),
	},
	{
		label: "start → first pod row",
		figure: "start.firstRowMs",
		of: median,
		unit: "ms",
		k9s: firstRow,
		budget: shareOf(firstRow, 0.2, 0.08),
	},
	{ label: "start → all rows", figure: "start.allRowsMs", of: median, unit: "ms" },
	{
		label: "memory settled (RSS)",
		figure: "rest.residentMb",
		of: median,
		unit: "MB",
		k9s: memory,
		budget: [memory[0] * 0.45, memory[1] * 0.1, 220],
	},
	{
		label: "CPU at rest, of a core",
		figure: "rest.cpuPercent",
		of: median,
		unit: "%",
		k9s: idle,
		budget: shareOf(idle, 0.1, 0.02),
	},
	{
		label: "bytes to the terminal at rest",
		figure: "rest.bytesPerSecond",
		of: median,
		unit: "/s",
		budget: all(400),
		isCount: true,
	},
	{ label: "frames at rest", figure: "rest.framesPerSecond", of: median, unit: "/s", budget: all(2), isCount: true },
	{
		label: "requests at rest",
		figure: "rest.requestsPerMinute",
		of: median,
		unit: "/min",
		budget: all(20),
		isCount: true,
	},
	{
		label: "CPU at 50 changes/s",
		figure: "churn50.cpuPercent",
		of: median,
		unit: "%",
		k9s: churn,
		budget: shareOf(churn, 0.35, 0.1),
	},
	{ label: "CPU at 2,000 changes/s", figure: "churn2000.cpuPercent", of: median, unit: "%" },
	{ label: "changes served of 2,000/s", figure: "churn2000.changesPerSecond", of: median, unit: "/s" },
	{
		label: "frames at 2,000 changes/s",
		figure: "churn2000.framesPerSecond",
		of: median,
		unit: "/s",
		budget: all(12),
		isCount: true,
	},
	{ label: "memory after it (RSS)", figure: "churn2000.residentMb", of: median, unit: "MB" },
	{
		label: "key → moved cursor, median",
		figure: "keys.moveMs",
		of: median,
		unit: "ms",
		k9s: move,
		budget: shareOf(move, 0.5, 0.5),
	},
	{
		label: "key → moved cursor, p95",
		figure: "keys.moveMs",
		of: p95,
		unit: "ms",
		k9s: moveP95,
		budget: [moveP95[0] * 0.5, moveP95[1] * 0.5, 20],
	},
	{ label: "key → scrolled table, p95", figure: "keys.scrollMs", of: p95, unit: "ms", budget: all(20) },
	{ label: "key → next page, p95", figure: "keys.pageMs", of: p95, unit: "ms", budget: all(20) },
	{
		label: "bytes a key, cursor moves",
		figure: "keys.moveBytes",
		of: median,
		unit: "bytes",
		budget: all(650),
		isCount: true,
	},
	{
		label: "bytes a key, table scrolls",
		figure: "keys.scrollBytes",
		of: median,
		unit: "bytes",
		k9s: scroll,
		budget: [scroll[0] * 0.25, scroll[1] * 0.25, 515],
		isCount: true,
	},
	{ label: "bytes a key, page", figure: "keys.pageBytes", of: median, unit: "bytes" },
	{
		label: "CPU a held key",
		figure: "keys.heldKeyCpuMs",
		of: median,
		unit: "ms",
		k9s: held,
		budget: shareOf(held, 0.35, 0.15),
	},
	{
		label: "filter typed → applied",
		figure: "filter.filterMs",
		of: median,
		unit: "ms",
		k9s: filter,
		budget: shareOf(filter, 0.03, 0.03),
	},
	{
		label: "sort key → applied",
		figure: "sort.sortMs",
		of: median,
		unit: "ms",
		k9s: sort,
		budget: shareOf(sort, 1, 0.1),
	},
	{
		label: "pod created → on screen, p50",
		figure: "arrivals.createMs",
		of: median,
		unit: "ms",
		k9s: [1898, 1827, undefined],
	},
	{ label: "pod created → on screen, p95", figure: "arrivals.createMs", of: p95, unit: "ms", budget: all(150) },
	{
		label: "pod deleted → off screen, p50",
		figure: "arrivals.deleteMs",
		of: median,
		unit: "ms",
		k9s: [494, 3131, undefined],
	},
	{ label: "pod deleted → off screen, p95", figure: "arrivals.deleteMs", of: p95, unit: "ms", budget: all(150) },
	{
		label: "created → on screen at 2,000 changes/s, p95",
		figure: "churn2000.createMs",
		of: p95,
		unit: "ms",
		budget: all(150),
	},
	{
		label: "key → moved cursor at 2,000 changes/s, p95",
		figure: "churn2000.moveMs",
		of: p95,
		unit: "ms",
		budget: all(20),
	},
	{ label: "longest block of the event loop: program loads", figure: "blocks.loadBlockMs", of: most, unit: "ms" },
	{
		label: "longest block: rows come in",
		figure: "blocks.syncBlockMs",
		of: most,
		unit: "ms",
		budget: all(50),
	},
	{ label: "longest block: keys, filter, sort", figure: "blocks.useBlockMs", of: most, unit: "ms", budget: all(50) },
	{ label: "longest block: 2,000 changes/s", figure: "blocks.churnBlockMs", of: most, unit: "ms", budget: all(50) },
];

/** The number for a cluster of this size: of the next size up, and of the biggest for all beyond. */
export function atSize(numbers: BySize | undefined, pods: number): number | undefined {
	return numbers?.[pods <= 1000 ? 0 : pods <= 10_000 ? 1 : 2];
}
