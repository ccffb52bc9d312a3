import { fail, ok, type Result } from "../base/result.ts";

/** Whether labels in canonical text (`a=1,b=2`, sorted by key) meet a selector. */
export type LabelMatcher = (labels: string) => boolean;

const key = String.raw`(?:[A-Za-z0-9][A-Za-z0-9.-]*/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?`;
const value = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?`;
const equality = new RegExp(String.raw`^(${key})\s*(==|=|!=)\s*(${value})$`);
const membership = new RegExp(String.raw`^(${key})\s+(in|notin)\s*\(([^()]*)\)$`);
const existence = new RegExp(String.raw`^(!?)\s*(${key})$`);
const wholeValue = new RegExp(`^${value}$`);

/**
 * Parse a selector in the grammar of kubectl's `-l`: `=`, `==`, `!=`, `in (a,b)`, `notin (a,b)`,
 * `key`, `!key`, joined by commas. As there, `!=` and `notin` also match what lacks the key.
 * Fails with the part that could not be read. An empty selector selects nothing (a controller
 * without a selector owns nothing), unlike an empty `-l`.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#list-and-watch-filtering
 */
export function parseLabelSelector(selector: string): Result<LabelMatcher, string> {
	if (selector.trim() === "") return ok(() => false);
	const terms: LabelMatcher[] = [];
	for (const part of requirements(selector)) {
		const term = requirement(part.trim());
		if (term === undefined) return fail(part.trim());
		terms.push(term);
	}
	return ok((labels) => {
		const fenced = `,${labels},`;
		return terms.every((term) => term(fenced));
	});
}

/** Split at the commas that are not inside parentheses. */
function requirements(selector: string): readonly string[] {
	return selector.split(/,(?![^(]*\))/);
}

/** One requirement, over labels fenced by commas on both sides; neither keys nor values may hold `,` or `=`. */
function requirement(text: string): LabelMatcher | undefined {
	const equal = equality.exec(text);
	if (equal !== null) {
		const pair = `,${equal[1]}=${equal[3]},`;
		return equal[2] === "!=" ? (labels) => !labels.includes(pair) : (labels) => labels.includes(pair);
	}
	const member = membership.exec(text);
	if (member !== null) {
		const values = (member[3] ?? "").split(",").map((each) => each.trim());
		if (!values.every((each) => wholeValue.test(each))) return undefined;
		const pairs = values.map((each) => `,${member[1]}=${each},`);
		const among: LabelMatcher = (labels) => pairs.some((pair) => labels.includes(pair));
		return member[2] === "in" ? among : (labels) => !among(labels);
	}
	const exists = existence.exec(text);
	if (exists === null) return undefined;
	const start = `,${exists[2]}=`;
	return exists[1] === "!" ? (labels) => !labels.includes(start) : (labels) => labels.includes(start);
}
