import { homedir } from "node:os";
import { expect, test } from "vitest";
import { localPath } from "../../../views/input/local-path.ts";

test.each([
	[".", process.cwd()],
	["dump", `${process.cwd()}/dump`],
	["/var//tmp/", "/var/tmp"],
	["~", homedir()],
	["~/dump", `${homedir()}/dump`],
	["~other", `${process.cwd()}/~other`],
])("%j is %j", (typed, meant) => {
	expect(localPath(typed)).toBe(meant);
});
