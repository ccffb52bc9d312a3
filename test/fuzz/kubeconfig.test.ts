import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { systemMachine } from "../../src/kube/auth/machine.ts";
import { loadKubeconfig } from "../../src/kube/kubeconfig/load-kubeconfig.ts";
import { targetIn } from "../../src/kube/kubeconfig/load-target.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { disallowedIn, hostileText } from "../support/hostile-text.ts";

const directory = mkdtempSync(join(tmpdir(), "kubeconfig-"));
afterAll(() => rmSync(directory, { recursive: true }));

const machine = {
	...systemMachine(),
	env: {},
	homeDirectory: directory,
	workingDirectory: directory,
	serviceAccountDirectory: join(directory, "none"),
	spawn: (): never => {
		throw new Error("nothing may be run by reading a file");
	},
};

const sound = `apiVersion: v1
kind: Config
current-context: a
clusters:
- name: a
  cluster:
    server: https://127.0.0.1:6443
    certificate-authority-data: QUJD
    proxy-url: http://127.0.0.1:1
    extensions:
    - name: e
      extension: {x: 1}
users:
- name: a
  user:
    token: t
    as: someone
    as-groups: [g]
    as-user-extra: {k: [v]}
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ./run
      args: [a]
      env: [{name: A, value: b}]
      interactiveMode: Never
contexts:
- name: a
  context: {cluster: a, user: a, namespace: shop}
`;

const pieces = [
	"&a ",
	"*a",
	"<<: *a\n",
	"<<: [*a, *a]\n",
	"&a [*a, *a]",
	"__proto__: {polluted: yes}\n",
	"constructor: {prototype: {polluted: yes}}\n",
	"__proto__",
	"!!binary QUJD",
	"!!set {a}",
	"!!omap [a: 1]",
	"!!js/function x",
	"!<tag:x> ",
	"? [a]\n: b\n",
	"---\n",
	"...\n",
	"%YAML 1.1\n---\n",
	"\t",
	"  ",
	"\n",
	"\ufeff",
	"\0",
	"|\n  x\n",
	">-\n",
	"'",
	'"',
	'"\\x1b[2J"',
	"{",
	"[",
	"- ",
	": ",
	"#",
	"yes",
	"0x1f",
	"1:30",
	"2001-01-01",
	".nan",
	"~",
	"[[[[[[[[",
	"{a: {a: {a: ",
	"x".repeat(300),
];

/** A file that was edited by hand, by a bad program or by an enemy. */
const text = fc
	.array(
		fc.record({
			at: fc.nat(),
			removed: fc.nat(40),
			piece: fc.oneof(
				{ weight: 4, arbitrary: fc.constantFrom(...pieces) },
				{ weight: 1, arbitrary: hostileText },
				{ weight: 1, arbitrary: fc.constantFrom(...sound.split("\n").map((line) => `${line}\n`)) },
			),
		}),
		{ maxLength: 6 },
	)
	.map((edits) =>
		edits.reduce((now, { at, removed, piece }) => {
			const from = at % (now.length + 1);
			return now.slice(0, from) + piece + now.slice(from + removed);
		}, sound),
	);

test(
	"a kubeconfig of any text is read, or is an error that names the file and says what is wrong",
	async () => {
		const file = join(directory, "config");
		const outcomes = new Set<string>();
		await fuzz(
			fc.asyncProperty(text, async (yaml) => {
				writeFileSync(file, yaml, { mode: 0o600 });
				const loaded = await loadKubeconfig(file, machine);
				const found = loaded.ok ? await targetIn(loaded.value, {}, machine) : loaded;
				outcomes.add(found.ok ? "read" : found.failure.kind);
				expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
				if (found.ok) return;
				const { kind, message, line = 1 } = found.failure;
				expect(disallowedIn(message)).toBeUndefined();
				if (kind !== "invalid") return;
				expect(message).toContain(file);
				expect(message.length).toBeGreaterThan(file.length + 5);
				expect(line).toBeGreaterThanOrEqual(1);
				expect(line).toBeLessThanOrEqual(yaml.split(/\r\n|[\r\n]/).length);
			}),
			50_000,
		);
		expect(outcomes).toContain("read");
		expect(outcomes).toContain("invalid");
	},
	fuzzTimeoutMs,
);

const tenfold = (level: number): string => `[${Array.from({ length: 10 }, () => `*a${level}`).join(", ")}]`;
const levels = Array.from({ length: 12 }, (_, level) => level);

test.each([
	[
		"a bomb of aliases",
		`a: &a0 [x]\n${levels.map((level) => `b${level}: &a${level + 1} ${tenfold(level)}`).join("\n")}`,
	],
	[
		"a bomb of merged keys",
		`a: &a0 {k: v}\n${levels.map((level) => `b${level}: &a${level + 1} {<<: ${tenfold(level)}}`).join("\n")}`,
	],
	["lists within lists without end", "[".repeat(20_000)],
	["mappings within mappings", "{a: ".repeat(20_000)],
])("%s is an error, soon", async (_what, yaml) => {
	const file = join(directory, "bomb");
	writeFileSync(file, yaml, { mode: 0o600 });
	const loaded = await loadKubeconfig(file, machine);
	expect(loaded).toMatchObject({ ok: false, failure: { kind: "invalid", file } });
});
