import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const script = join(import.meta.dirname, "../../scripts/check-floors.ts");
let house: string;

beforeEach(() => {
	house = mkdtempSync(join(tmpdir(), "yagura-floors-"));
	for (const root of ["src", "views", "bin"]) mkdirSync(join(house, root));
});

afterEach(() => rmSync(house, { recursive: true }));

function plant(path: string, text: string): void {
	const file = join(house, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

function check(): { readonly code: number | null; readonly said: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: house, encoding: "utf8" });
	return { code: status, said: stdout + stderr };
}

test("imports that point down pass", () => {
	plant("src/base/clock.ts", "export const clock = 1;\n");
	plant("src/cluster/store.ts", 'import { clock } from "../base/clock.ts";\nexport const store = clock;\n');
	expect(check()).toEqual({ code: 0, said: "floors: 2 modules, 1 imports, none upward\n" });
});

test("an import that points up fails, and so does one that reaches where it may not", () => {
	const forbidden = [
		["base", "cluster", "src/base imports only what lies below it"],
		["table", "resources", "src/table imports only what lies below it"],
		["terminal", "kube", "src/terminal imports only what lies below it"],
		["cluster", "metrics", "src/cluster imports only what lies below it"],
		["sim", "kube", "src/sim stands apart"],
		["cluster", "sim", "nothing in the program imports src/sim"],
	] as const;
	forbidden.forEach(([from, to], index) => {
		plant(`src/${to}/above-${index}.ts`, "export interface Above { readonly name: string }\nexport const above = 1;\n");
		plant(
			`src/${from}/planted-${index}.ts`,
			`import type { Above } from "../${to}/above-${index}.ts";\nexport const planted: Above = { name: "" };\n`,
		);
	});
	const { code, said } = check();
	expect(code).toBe(1);
	forbidden.forEach(([from, to, rule], index) => {
		expect(said).toContain(`src/${from}/planted-${index}.ts -> src/${to}/above-${index}.ts: ${rule}`);
	});
});

test("src that reaches into views fails, as does a cycle", () => {
	plant("views/app.tsx", "export const app = 1;\n");
	plant("src/cli/main.ts", 'import { app } from "../../views/app.tsx";\nexport const main = app;\n');
	plant("src/base/a.ts", 'import { b } from "./b.ts";\nexport const a = (): unknown => b;\n');
	plant("src/base/b.ts", 'import { a } from "./a.ts";\nexport const b = (): unknown => a;\n');
	const { code, said } = check();
	expect(code).toBe(1);
	expect(said).toContain("src/cli/main.ts -> views/app.tsx: src is headless");
	expect(said).toContain("no cycles");
});

test("a check that read nothing fails", () => {
	expect(check().code).toBe(1);
});
