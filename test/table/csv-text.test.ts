import { expect, test } from "vitest";
import { csvText } from "../../src/table/csv-text.ts";

test("every cell is in quotes, quotes within are doubled, lines end as RFC 4180 says", () => {
	expect(
		csvText(
			["name", "note"],
			[
				["api", 'says "hi", twice'],
				["web", "two\nlines"],
			],
		),
	).toBe('"name","note"\r\n"api","says ""hi"", twice"\r\n"web","two\nlines"\r\n');
});

test.each(["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-"])(
	"%j is no formula to a spreadsheet",
	(cell) => {
		expect(csvText([], [[cell]])).toBe(`\r\n"'${cell}"\r\n`);
	},
);

test.each(["-5", "-1.5", "12 (3m ago)", "n/a", ""])("%j is left as it is", (cell) => {
	expect(csvText([], [[cell]])).toBe(`\r\n"${cell}"\r\n`);
});
