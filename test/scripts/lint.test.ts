import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const oxlint = join(root, "node_modules/oxlint/bin/oxlint");

const refused = [
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
] as const;
const allowed = [
	["src/text/planted.ts", "export const x = (raw: string): SafeText => raw as SafeText;"],
	["src/base/clock.ts", "export const x = Date.now();"],
	["src/terminal/planted.ts", 'process.stdout.write("");'],
	["src/cli/planted.ts", 'import { writeSync } from "node:fs";\nwriteSync(1, "");'],
	["views/components/span.tsx", 'import { Text } from "ink";\nexport const x = Text;'],
	["src/cluster/harmless.ts", "export const x: SafeText[] = [];\nexport const y = x as readonly string[];"],
] as const;

/** Where what is refused is planted, each in a file of its own. */
function plots(index: number): readonly string[] {
	return [`src/cluster/planted-${index}.ts`, `src/table/planted-${index}.tsx`, `views/screens/planted-${index}.tsx`];
}

/** Files of a house with our rules that the linter found something in. One run for all: starting it takes longer than it does. */
let faulty: ReadonlySet<string>;

beforeAll(() => {
	const house = mkdtempSync(join(tmpdir(), "yagura-lint-"));
	try {
		for (const part of [".oxlintrc.json", "scripts/lint"])
			cpSync(join(root, part), join(house, part), { recursive: true });
		const planted = [
			...refused.flatMap(([, text], index) => plots(index).map((path) => [path, text] as const)),
			...allowed,
		];
		for (const [path, text] of planted) {
			mkdirSync(dirname(join(house, path)), { recursive: true });
			writeFileSync(join(house, path), `${text}\n`);
		}
		const paths = planted.map(([path]) => path);
		const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format=json", ...paths], {
			cwd: house,
			encoding: "utf8",
		});
		expect({ status, stderr }).toMatchObject({ status: 1 });
		const found = JSON.parse(stdout) as {
			readonly number_of_files: number;
			readonly diagnostics: { filename: string }[];
		};
		expect(found.number_of_files).toBe(planted.length);
		faulty = new Set(found.diagnostics.map(({ filename }) => filename));
	} finally {
		rmSync(house, { recursive: true });
	}
});

test.each(refused.map(([what], index) => [what, index] as const))("%s is refused in src and in views", (_, index) => {
	expect(plots(index).filter((path) => !faulty.has(path))).toEqual([]);
});

test.each(allowed)("%s may: %s", (path) => {
	expect(faulty).not.toContain(path);
});
