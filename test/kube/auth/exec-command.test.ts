import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCommand } from "../../../src/kube/auth/exec-command.ts";

let directory: string;
beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), "yagura-command-"));
	for (const folder of ["first", "second"]) mkdirSync(join(directory, folder));
	mkdirSync(join(directory, "first", "folder"));
	const files: readonly (readonly [string, number])[] = [
		["second/plugin", 0o755],
		["first/plain", 0o644],
		["first/both", 0o644],
		["second/both", 0o755],
	];
	for (const [name, mode] of files) {
		writeFileSync(join(directory, name), "");
		chmodSync(join(directory, name), mode);
	}
});
afterAll(() => rmSync(directory, { recursive: true }));

describe.runIf(process.platform !== "win32")("a plugin's command", () => {
	it.each([
		["a name is found in PATH", "plugin", "$/first:$/second", "$/second/plugin"],
		["what cannot be executed is passed over", "both", "$/first:$/second", "$/second/both"],
		["a path is taken as it is", "$/second/plugin", "", "$/second/plugin"],
	])("%s", async (_name, command, path, found) => {
		const at = (text: string): string => text.replaceAll("$", directory);
		expect(await findCommand(at(command), { PATH: at(path) })).toEqual({ ok: true, value: at(found) });
	});

	it.each([
		["a name that is nowhere in PATH", "none", "$/first:$/second", "not found in PATH"],
		["a name without a PATH", "plugin", undefined, "not found in PATH"],
		["a folder", "folder", "$/first", "not found in PATH"],
		["a file that cannot be executed", "plain", "$/first", "is not executable"],
		["a path to nothing", "$/none/plugin", "$/second", "no such file"],
		["a path to what cannot be executed", "$/first/plain", "$/second", "is not executable"],
		["an entry of PATH that is the working directory", "plugin", ".::", "not found in PATH"],
		["an entry of PATH that is relative", "plugin", "@/second", "not found in PATH"],
		["a path that is still relative", "@/second/plugin", "", "no such file"],
	])("%s is refused", async (_name, command, path, problem) => {
		const at = (text: string): string =>
			text.replaceAll("$", directory).replaceAll("@", relative(process.cwd(), directory));
		const env = path === undefined ? {} : { PATH: at(path) };
		expect(await findCommand(at(command), env)).toEqual({ ok: false, failure: problem });
	});
});
