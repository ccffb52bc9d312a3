/** What a spreadsheet may take for a formula when a cell begins with it. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * A table as CSV (RFC 4180), every cell in quotes. What a spreadsheet would take for a formula is made text by
 * an apostrophe: names and messages come from whoever may write to the cluster.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	return [headings, ...rows].map((cells) => `${cells.map(field).join(",")}\r\n`).join("");
}

function field(cell: string): string {
	const text = formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
	return `"${text.replaceAll('"', '""')}"`;
}
