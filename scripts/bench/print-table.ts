import type { Judged } from "./judge.ts";

const HEAD = ["measure", "k9s", "budget", "measured", "x of budget", ""] as const;

/** A table in Markdown, its columns aligned for a terminal too. */
export function tableText(judged: readonly Judged[]): string {
	const cells = judged.map(({ line, k9s, budget, measured, ratio, verdict }) => [
		line.label,
		amount(k9s, line.unit),
		amount(budget, line.unit),
		measured === undefined ? "failed" : amount(measured, line.unit),
		ratio === undefined ? "" : ratio.toFixed(2),
		verdict,
	]);
	const widths = HEAD.map((name, column) =>
		Math.max(...[[...HEAD], ...cells].map((row) => row[column]?.length ?? 0), name.length),
	);
	const rowText = (row: readonly string[]): string =>
		`| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
	const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
	return [rowText(HEAD), rule, ...cells.map(rowText)].join("\n");
}

function amount(value: number | undefined, unit: string): string {
	if (value === undefined) return "";
	const digits = value < 10 && !Number.isInteger(value) ? 1 : 0;
	return `${value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits })} ${unit}`;
}
