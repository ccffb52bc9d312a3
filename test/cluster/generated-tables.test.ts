import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test.each(["generate-field-tables", "generate-sim-schema"])("%s would write what is committed", (script) => {
	const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, "--check"], {
		encoding: "utf8",
	});
	expect(stdout + stderr).not.toMatch(/error/i);
	expect(status).toBe(0);
});
