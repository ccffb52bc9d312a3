import { expect, test } from "vitest";
import { isJob } from "../../src/terminal/job-control.ts";

test.each([
	["a job of a shell, in a group of its own", "812 (node) S 700 812 700 34816 812", true],
	["started by the terminal itself", "812 (node) S 700 812 812 34816 812", false],
	["in the group of a shell without job control", "812 (node) S 700 700 700 34816 700", false],
	["with a name that looks like more fields", "812 (a) S 1 2 3) S 700 812 700 34816 812", true],
	["where there is no /proc", undefined, true],
])("%s: %j", (_what, stat, expected) => {
	expect(isJob(stat)).toBe(expected);
});
