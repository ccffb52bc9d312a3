import { expect, test } from "vitest";
import { parseArguments } from "../../src/cli/arguments.ts";

test.each([
	["demo", {}],
	["demo -n payments", { namespace: "payments" }],
	["-n payments demo", { namespace: "payments" }],
	["demo -n payments -A", {}],
	["demo nodes --read-only", { resource: "nodes", readOnly: true }],
])("yagura %s", (line, wanted) => {
	const { appearance: _look, ...found } = parseArguments(line.split(" "), "1") as Record<string, unknown>;
	expect(found).toEqual({ kind: "demo", resource: "pods", readOnly: false, ...wanted });
});

test("what cannot be is told, with where to look it up", () => {
	const found = parseArguments(["demo", "--fault", "gremlins"], "1");
	expect(found).toMatchObject({ kind: "print", exitCode: 2 });
	expect(found.kind === "print" && found.text).toMatch(/gremlins[^]*--help/);
});

test.each([
	["logs", []],
	["logs a.log -", ["a.log", "-"]],
	["--ascii logs /var/log/pods", ["/var/log/pods"]],
])("yagura %s", (line, paths) => {
	expect(parseArguments(line.split(" "), "1")).toMatchObject({ kind: "files", paths });
});
