import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faultPage } from "../support/fault-page.ts";

test("docs/reliability.md says of each fault what the matrix holds it to", () => {
	expect(readFileSync("docs/reliability.md", "utf8")).toContain(faultPage());
});
