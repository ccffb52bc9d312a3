import type { Line } from "./budgets.ts";
import type { Judged } from "./judge.ts";

/** One cluster's lines under a short name. */
export interface NamedRun {
	readonly name: string;
	readonly judged: readonly Judged[];
}

/** One run: every line beside k9s and its budget. */
export function tableText(judged: readonly Judged[]): string {
	const rows = judged.map(({ line, k9s, budget, measured, ratio, verdict }) => [
		line.label,
		amount(k9s, line.unit),
		amount(budget, line.unit),
		measured === undefined ? "failed" : amount(measured, line.unit),
		ratio === undefined ? "" : ratio.toFixed(2),
		verdict,
	]);
	return markdown([["measure", "k9s", "budget", "measured", "x of budget", ""], ...rows]);
}

/** All runs side by side, with k9s and the budgets: what was measured and, in brackets, how many times its budget. */
export function comparisonText(runs: readonly NamedRun[]): string {
	const lines = (runs[0]?.judged ?? []).map(({ line }, index) => [
		`${line.label}, ${line.unit}`,
		bySize(line.k9s),
		bySize(line.budget),
		...runs.map(({ judged }) => {
			const { measured, ratio } = judged[index] ?? {};
			if (measured === undefined) return "failed";
			return ratio === undefined ? amount(measured) : `${amount(measured)} (${ratio.toFixed(2)})`;
		}),
	]);
	return markdown([
		["measure", "k9s at 1k / 10k", "budget at 1k / 10k / 50k", ...runs.map(({ name }) => name)],
		...lines,
	]);
}

function bySize(numbers: Line["budget"]): string {
	const known = (numbers ?? []).filter((number) => number !== undefined).map((number) => amount(number));
	return (new Set(known).size === 1 ? known.slice(0, 1) : known).join(" / ");
}

/** A table in Markdown, its columns aligned for a terminal too. */
function markdown(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
	const text = (row: readonly string[]): string =>
		`| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
	const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
	const [head, ...body] = rows;
	return [head ?? [], rule, ...body].map(text).join("\n");
}

function amount(value: number | undefined, unit = ""): string {
	if (value === undefined) return "";
	const digits = value < 10 && !Number.isInteger(value) ? 1 : 0;
	const number = value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
	return `${number} ${unit}`.trim();
}
