import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
let house: string;

beforeEach(() => {
	house = mkdtempSync(join(tmpdir(), "yagura-lint-"));
	for (const part of [".oxlintrc.json", "scripts/lint"])
		cpSync(join(root, part), join(house, part), { recursive: true });
});

afterEach(() => rmSync(house, { recursive: true }));

function lint(path: string, text: string): { readonly code: number | null; readonly said: string } {
	const file = join(house, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, path], { cwd: house, encoding: "utf8" });
	return { code: status, said: stdout + stderr };
}

test.each([
	["a cast to safe text", "export const x = (raw: string): SafeText => raw as SafeText;"],
	["a cast to many safe texts", "export const x = (raw: unknown): SafeText[] => raw as SafeText[];"],
	["a cast by way of unknown", "export const x = (raw: number): SafeText => raw as unknown as SafeText;"],
	["the wall clock", "export const x = Date.now();"],
	["the monotonic clock", "export const x = performance.now();"],
	["chance", "export const x = Math.random();"],
	["a timer", "setTimeout(() => undefined, 1);"],
	["a global timer", "globalThis.setTimeout(() => undefined, 1);"],
	["a timer as a promise", 'import { setTimeout } from "node:timers/promises";\nexport const x = setTimeout(1);'],
	["standard output", 'process.stdout.write("");'],
	["standard output by import", 'import { stdout } from "node:process";\nstdout.write("");'],
	["a descriptor", 'import { writeSync } from "node:fs";\nwriteSync(1, "");'],
	["a warning of Node's", 'process.emitWarning("");'],
	["the console", 'console.error("");'],
	["Ink's own text", 'import { Text } from "ink";\nexport const x = Text;'],
	["Ink's own input", 'import { useInput } from "ink";\nexport const x = useInput;'],
])("%s is refused in src and in views", (_, text) => {
	for (const path of ["src/cluster/planted.ts", "src/table/planted.tsx", "views/screens/planted.tsx"]) {
		expect({ path, ...lint(path, `${text}\n`) }).toMatchObject({ path, code: 1 });
	}
});

test.each([
	["src/text/planted.ts", "export const x = (raw: string): SafeText => raw as SafeText;"],
	["src/base/clock.ts", "export const x = Date.now();"],
	["src/terminal/planted.ts", 'process.stdout.write("");'],
	["src/cli/planted.ts", 'import { writeSync } from "node:fs";\nwriteSync(1, "");'],
	["views/components/span.tsx", 'import { Text } from "ink";\nexport const x = Text;'],
	["src/cluster/planted.ts", "export const x: SafeText[] = [];\nexport const y = x as readonly string[];"],
])("%s may: %s", (path, text) => {
	expect(lint(path, `${text}\n`)).toMatchObject({ code: 0 });
});
