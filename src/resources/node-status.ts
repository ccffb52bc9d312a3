import { internText } from "../kube/wire/intern.ts";

/** A condition of a node. */
export interface NodeCondition {
	readonly type: string;
	readonly status: string;
}

const ROLE_PREFIX = "node-role.kubernetes.io/";
const ROLE_LABEL = "kubernetes.io/role";

/**
 * STATUS of a node, e.g. `Ready,SchedulingDisabled`; the last condition of a type counts.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printNode`
 */
export function nodeStatus(conditions: readonly NodeCondition[], unschedulable: boolean): string {
	const ready = conditions.findLast(({ type }) => type === "Ready");
	const readiness = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
	return unschedulable ? `${readiness},SchedulingDisabled` : readiness;
}

/** ROLES of a node, sorted and joined by commas; empty where no label names one. */
export function nodeRoles(labels: Readonly<Record<string, string>>): string {
	const roles = new Set<string>();
	for (const [key, value] of Object.entries(labels)) {
		if (key.startsWith(ROLE_PREFIX)) roles.add(key.slice(ROLE_PREFIX.length));
		else if (key === ROLE_LABEL) roles.add(value);
	}
	roles.delete("");
	return internText([...roles].sort().join(","));
}

/** What a node is short of, or says is wrong, besides readiness: `MemoryPressure,DiskPressure`. */
export function nodeProblems(conditions: readonly NodeCondition[]): string {
	const problems = conditions.filter(({ type, status }) => type !== "Ready" && status === "True");
	return internText(problems.map(({ type }) => type).join(","));
}
