import { fail, ok, type Result } from "../base/result.ts";
import { parseDuration } from "../text/duration.ts";
import { messages } from "../text/messages/messages.ts";
import { cpuMillicores, parseQuantity } from "../text/quantity.ts";
import { safeText } from "../text/safe-text.ts";
import type { Unit } from "./column.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Parts of a byte: who writes `mem>200m` means megabytes, and would get every row. */
const PART_OF_A_BYTE = /[num]$/;

/** The number that a text stands for in a unit; the failure is a sentence that says what is understood. */
export function parseValue(text: string, unit: Unit): Result<number, string> {
	const value = valueIn(text, unit);
	return value === undefined ? fail(messages.table.notInUnit[unit](safeText(text))) : ok(value);
}

function valueIn(text: string, unit: Unit): number | undefined {
	switch (unit) {
		case "millicores":
			return cpuMillicores(text);
		case "bytes":
			return PART_OF_A_BYTE.test(text) ? undefined : parseQuantity(text);
		case "milliseconds":
			return parseDuration(text.toLowerCase());
		case "percent":
			return plainNumber(text.replace(/%$/, ""));
		case "count":
			return plainNumber(text);
	}
}

function plainNumber(text: string): number | undefined {
	return NUMBER.test(text) ? Number(text) : undefined;
}
