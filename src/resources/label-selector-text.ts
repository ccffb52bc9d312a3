import { internText } from "../kube/wire/intern.ts";
import { optional, type Picked } from "../kube/wire/shape.ts";

/** A `metav1.LabelSelector`. */
export const labelSelectorShape = optional({
	matchLabels: "stringMap",
	matchExpressions: [{ key: "string", operator: "string", values: ["string"] }],
});

/**
 * A label selector in the text form of kubectl's `-l`, e.g. `app=web,tier in (a,b),!canary`; empty
 * for one that is absent or empty.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/labels/selector.go `Requirement.String`
 */
export function labelSelectorText(selector: Picked<typeof labelSelectorShape>): string {
	if (selector === undefined) return "";
	const requirements = [
		...Object.entries(selector.matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` })),
		...selector.matchExpressions.map((expression) => ({ key: expression.key, text: expressionText(expression) })),
	];
	requirements.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
	return internText(requirements.map(({ text }) => text).join(","));
}

function expressionText(expression: {
	readonly key: string;
	readonly operator: string;
	readonly values: readonly string[];
}): string {
	const { key, operator } = expression;
	const values = `(${expression.values.toSorted().join(",")})`;
	switch (operator) {
		case "In":
			return `${key} in ${values}`;
		case "NotIn":
			return `${key} notin ${values}`;
		case "DoesNotExist":
			return `!${key}`;
		default:
			return key;
	}
}
