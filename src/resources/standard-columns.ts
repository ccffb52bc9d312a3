import type { Column } from "../table/column.ts";
import type { Row } from "../table/row-source.ts";
import { ageText } from "../text/duration.ts";
import type { Live } from "./resource.ts";

/** What kubectl prints for an empty cell. */
export const NONE = "<none>";

/** NAMESPACE. A view of one namespace leaves it out. */
export const namespaceColumn: Column<Row, Live> = {
	id: "namespace",
	title: "NAMESPACE",
	priority: 0,
	minWidth: 9,
	idealWidth: 12,
	maxWidth: 30,
	sortKey: "P",
	text: (row) => row.namespace,
	tone: () => "muted",
};

/** NAME */
export const nameColumn: Column<Row, Live> = {
	id: "name",
	title: "NAME",
	priority: 0,
	minWidth: 16,
	cut: "middle",
	idealWidth: 35,
	maxWidth: 63,
	sortKey: "N",
	text: (row) => row.name,
};

/** AGE. Sorted by the moment of creation, so that the order does not depend on the clock. */
export const ageColumn: Column<{ readonly createdAtMs: number | undefined }, Live> = {
	id: "age",
	title: "AGE",
	priority: 1,
	minWidth: 5,
	sortKey: "A",
	live: "time",
	unit: "milliseconds",
	value: ({ createdAtMs }, { nowMs }) => (createdAtMs === undefined ? undefined : nowMs - createdAtMs),
	// Youngest first, as k9s does: the smallest age is the latest moment.
	order: ({ createdAtMs }) => (createdAtMs === undefined ? undefined : -createdAtMs),
	text: ({ createdAtMs }, { nowMs }) => ageText(createdAtMs, nowMs),
};

/** CONTAINERS, IMAGES (wide) of a pod template. */
export const templateColumns: readonly Column<{ readonly containers: string; readonly images: string }, Live>[] = [
	{ id: "containers", title: "CONTAINERS", priority: 8, wide: true, maxWidth: 40, text: (row) => row.containers },
	{ id: "images", title: "IMAGES", priority: 9, wide: true, maxWidth: 80, text: (row) => row.images },
];

/** SELECTOR (wide), as `kubectl get -o wide` prints a label selector. */
export const selectorColumn: Column<{ readonly selector: string }, Live> = {
	id: "selector",
	title: "SELECTOR",
	priority: 9,
	wide: true,
	maxWidth: 60,
	text: ({ selector }) => selector || NONE,
};
