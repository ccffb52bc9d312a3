import { expect } from "vitest";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import type { PodRow } from "../../src/resources/pods.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { eventually } from "./eventually.ts";
import { kubectl, kubectlItems } from "./kubectl.ts";

interface Listed {
	readonly metadata: { readonly uid: string; readonly namespace?: string; readonly name: string };
	readonly spec?: { readonly nodeName?: string };
	readonly status?: { readonly phase?: string };
}

/** Ample: just after an API server had stood still, all looks together were seen to take 54 s. */
const patience = { withinMs: 150_000, everyMs: 1_000 };

/**
 * Ask kubectl for all objects of a kind, again and again, until nothing is lost, nothing is held that is gone, and every UID,
 * and of pods phase and node, is right.
 *
 * @returns how often that was
 */
export async function expectEqual(kind: string, { rows }: OpenTable): Promise<number> {
	let asked = 0;
	await eventually(
		`the ${kind} we hold are those of kubectl`,
		async () => {
			asked++;
			const theirs = (await kubectlItems<Listed>([kind, "--all-namespaces"])).map((item) => ofObject(kind, item));
			expectSame(
				Array.from(rows.rows(), (row) => ofRow(kind, row)),
				theirs,
			);
			return theirs.length > 0;
		},
		patience,
	);
	return asked;
}

/** Likewise READY and STATUS of every pod, as kubectl prints them. */
export async function expectSameStatus({ rows }: OpenTable): Promise<void> {
	await eventually(
		"every STATUS is that of kubectl",
		async () => {
			const printed = (await kubectl(["get", "pods", "--all-namespaces", "--no-headers"])).trim().split("\n");
			expectSame(
				Array.from(rows.rows() as Iterable<PodRow>, (row) =>
					[row.namespace, row.name, `${row.ready}/${row.total}`, row.status].join(" "),
				),
				printed.map((line) => line.split(/ +/, 4).join(" ")),
			);
			return true;
		},
		patience,
	);
}

/** One line for each row or object. */
function ofRow(kind: string, row: ResourceRow): string {
	const { phase, node } = row as PodRow;
	return [row.namespace, row.name, row.uid, ...(kind === "pods" ? [phase, node] : [])].join(" ");
}

function ofObject(kind: string, { metadata, spec, status }: Listed): string {
	const pod = kind === "pods" ? [status?.phase ?? "", spec?.nodeName ?? ""] : [];
	return [metadata.namespace ?? "", metadata.name, metadata.uid, ...pod].join(" ");
}

/** Fails with the difference alone: the whole is thousands of lines. */
function expectSame(ours: readonly string[], theirs: readonly string[]): void {
	expect({ lost: without(theirs, ours), ghosts: without(ours, theirs) }).toEqual({ lost: [], ghosts: [] });
	expect(ours).toHaveLength(theirs.length);
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
	const known = new Set(others);
	return some.filter((one) => !known.has(one));
}
