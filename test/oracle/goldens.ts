import type { Answer } from "./oracle.ts";

/** What the oracle said of some hard cases, for where there is no Go. */
export interface Goldens {
	/** Of the Kubernetes whose code answered. */
	readonly kubernetes: string;
	readonly quantities: readonly Golden<string>[];
	readonly milliseconds: readonly Golden<number>[];
	readonly durations: readonly Golden<string>[];
	readonly times: readonly Golden<string | null>[];
	readonly objects: readonly (Golden<object> & { readonly plural: string })[];
}

interface Golden<Asked> {
	readonly asked: Asked;
	readonly answer: Answer;
}
