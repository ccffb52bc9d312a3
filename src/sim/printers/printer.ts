import type { KubeObject } from "../world/kube-object.ts";

/** A column as a server-side table declares it. */
export interface ColumnDefinition {
	readonly name: string;
	readonly type: string;
	readonly format: string;
	readonly description: string;
	/** Above 0 only in wide output. */
	readonly priority: number;
}

/** What the API server shows of the objects of one kind. */
export interface Printer {
	readonly columns: readonly ColumnDefinition[];
	/** One cell a column, those of wide output included. */
	readonly cells: (object: KubeObject, nowMs: number) => readonly unknown[];
}

/** The part of a printer that is ours: the columns are recorded. */
export type Cells = (object: KubeObject, nowMs: number) => readonly unknown[];

/** What stands for something that is not there. */
export const NONE = "<none>";

/** Labels or a selector's plain part, by key, as `a=b,c=d`. */
export function labelText(labels: Readonly<Record<string, string>> | undefined): string {
	const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	return pairs.length === 0 ? NONE : pairs.map(([key, value]) => `${key}=${value}`).join(",");
}

/** A container of a pod or a template. */
export interface NamedContainer {
	readonly name: string;
	readonly image: string;
}

/** The wide columns `Containers` and `Images`. */
export function containerCells(containers: readonly NamedContainer[]): readonly [names: string, images: string] {
	return [containers.map(({ name }) => name).join(","), containers.map(({ image }) => image).join(",")];
}
