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

/** Labels as `a=b,c=d`, in the order of these pairs. */
export function labelText(labels: Readonly<Record<string, string>> | undefined): string {
	const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
	return pairs.length === 0 ? NONE : pairs.sort().join(",");
}

/** A `metav1.LabelSelector`. */
export interface Selector {
	readonly matchLabels?: Readonly<Record<string, string>>;
	readonly matchExpressions?: readonly {
		readonly key: string;
		readonly operator: string;
		readonly values?: readonly string[];
	}[];
}

/** A selector by key: `app=web,tier in (a,b),!canary`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: Selector = {}): string {
	const requirements = [
		...Object.entries(matchLabels).map(([key, value]) => [key, `${key}=${value}`] as const),
		...matchExpressions.map(({ key, operator, values = [] }) => {
			if (operator === "Exists") return [key, key] as const;
			if (operator === "DoesNotExist") return [key, `!${key}`] as const;
			return [key, `${key} ${operator.toLowerCase()} (${[...values].sort().join(",")})`] as const;
		}),
	];
	const sorted = requirements.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
	return sorted.length === 0 ? NONE : sorted.join(",");
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
