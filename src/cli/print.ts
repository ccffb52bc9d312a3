import { writeWhole } from "../terminal/tty-output.ts";

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/** Write to standard output before the terminal is taken over or after it was given back. */
export function print(text: string): void {
	writeWhole(STANDARD_OUTPUT, text);
}

/** Write to standard error before the terminal is taken over or after it was given back. */
export function printError(text: string): void {
	writeWhole(STANDARD_ERROR, text);
}
