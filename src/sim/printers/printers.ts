import type { Kind } from "../world/kinds.ts";
import { budgetCells } from "./budgets.ts";
import columns from "./columns.generated.json" with { type: "json" };
import { configMapCells, eventCells, leaseCells, namespaceCells, secretCells } from "./core.ts";
import { customResourcePrinter } from "./custom-resources.ts";
import { cronJobCells, jobCells } from "./jobs.ts";
import { nodeCells } from "./nodes.ts";
import { podCells } from "./pods.ts";
import type { Cells, ColumnDefinition, Printer } from "./printer.ts";
import { serviceCells } from "./services.ts";
import { daemonSetCells, deploymentCells, replicaSetCells, statefulSetCells } from "./workloads.ts";

/**
 * Cells of the built-in kinds, held to what a real API server answered.
 *
 * @see k8s.io/kubernetes `pkg/printers/internalversion/printers.go`
 */
const cellsByPlural: Readonly<Record<string, Cells>> = {
	configmaps: configMapCells,
	cronjobs: cronJobCells,
	daemonsets: daemonSetCells,
	deployments: deploymentCells,
	events: eventCells,
	jobs: jobCells,
	leases: leaseCells,
	namespaces: namespaceCells,
	nodes: nodeCells,
	poddisruptionbudgets: budgetCells,
	pods: podCells,
	replicasets: replicaSetCells,
	secrets: secretCells,
	services: serviceCells,
	statefulsets: statefulSetCells,
};

/** Columns as a real API server declares them. @see scripts/record-sim-tables.ts */
const recorded: Readonly<Record<string, readonly ColumnDefinition[]>> = columns;

/** How a kind is printed. */
export function printerOf(kind: Kind): Printer {
	if (kind.message === undefined) return customResourcePrinter(kind);
	const definitions = recorded[kind.plural];
	const cells = cellsByPlural[kind.plural];
	if (definitions === undefined || cells === undefined) throw new Error(`no printer for ${kind.plural}`);
	return { columns: definitions, cells };
}
