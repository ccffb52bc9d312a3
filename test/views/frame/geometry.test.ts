import { expect, test } from "vitest";
import { geometry, hasRules } from "../../../views/frame/geometry.ts";

test("the parts of the frame fill the screen exactly, whatever its size", () => {
	for (let rows = 8; rows <= 120; rows++)
		for (const headerShown of [true, false])
			for (const answers of [0, 1, 8]) {
				const size = { columns: 80, rows };
				const at = geometry(size, headerShown, answers);
				const rules = hasRules(size) ? 2 : 0;
				const titleAndBottom = 2;
				expect(at.headerRows + titleAndBottom + rules + at.bodyRows + at.answerRules + at.answerRows).toBe(rows);
				expect(at.bodyRows).toBeGreaterThanOrEqual(3);
			}
});

test.each([
	[80, 24, true],
	[60, 15, true],
	[40, 8, true],
	[39, 24, false],
	[80, 7, false],
])("a screen of %ix%i can be drawn on: %s", (columns, rows, fits) => {
	expect(geometry({ columns, rows }, true, 0).fits).toBe(fits);
});
