import { plot } from "asciichart";
import type { Curve, Growth } from "./growth.ts";

const WIDTH = 60;
const HEIGHT = 7;
const LABEL = 9;

/** Charts of one growth, from nothing up, with the figures themselves below. */
export function growthText({ of, at, steps, curves }: Growth): string {
	return [`### With ${of}`, `(${at})`, ...curves.map((curve) => chart(of, steps, curve))].join("\n\n");
}

function chart(of: string, steps: readonly number[], { label, unit, values }: Curve): string {
	const least = steps[0] ?? 0;
	const most = steps.at(-1) ?? 1;
	const line = Array.from({ length: WIDTH }, (_, column) =>
		valueAt(steps, values, least + ((most - least) * column) / (WIDTH - 1)),
	);
	const drawn = plot(line, { min: 0, height: HEIGHT, format: (value) => amount(value).padStart(LABEL) });
	const axis = `${" ".repeat(LABEL)} └${"─".repeat(WIDTH - 1)}`;
	const ends = amount(least).padEnd(WIDTH - amount(most).length) + amount(most);
	const figures = steps.map((step, index) => `${amount(step)}: ${amount(values[index] ?? Number.NaN)}`).join(", ");
	return [
		`${label}, ${unit}`,
		"",
		"```text",
		drawn,
		axis,
		`${" ".repeat(LABEL + 1)}${ends} ${of}`,
		"```",
		"",
		figures,
	].join("\n");
}

/** Between two measured points the line is straight. */
function valueAt(steps: readonly number[], values: readonly number[], at: number): number {
	const right = Math.max(
		1,
		steps.findIndex((step) => step >= at),
	);
	const [x0 = 0, x1 = 1] = [steps[right - 1], steps[right]];
	const [y0 = 0, y1 = 0] = [values[right - 1], values[right]];
	return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}

function amount(value: number): string {
	const digits = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
	return value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
