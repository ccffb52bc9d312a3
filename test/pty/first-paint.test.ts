import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { PtyProgram } from "../support/pty-program.ts";

const kubeconfig = `apiVersion: v1
kind: Config
current-context: there
contexts: [{ name: there, context: { cluster: there } }]
clusters: [{ name: there, cluster: { server: "http://127.0.0.1:9" } }]
`;

interface Metafile {
	readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, object>> }>>;
}

/** What the built program has loaded when its first text goes out. */
async function loadedBeforeFirstText(args: readonly string[], home: string) {
	const file = join(home, "first-paint.json");
	using screen = new PtyProgram({
		command: process.execPath,
		args: ["--import", "./test/pty/fixtures/note-first-paint.ts", "dist/yagura.mjs", ...args],
		env: { HOME: home, FIRST_PAINT_FILE: file },
		columns: 80,
		rows: 24,
	});
	await screen.shows("connecting");
	const loaded = JSON.parse(readFileSync(file, "utf8")) as { files: string[]; builtins: string[] };
	const paths = loaded.files.map((url) => relative(".", fileURLToPath(url)));
	const { outputs } = JSON.parse(readFileSync("dist/metafile.json", "utf8")) as Metafile;
	const inputs = paths.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
	const packages = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
	return {
		chunks: paths.length,
		bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0),
		own: inputs.filter((path) => /^(?:src|views|bin)\//.test(path)),
		packages: [...new Set(packages)].sort(),
		builtins: loaded.builtins.filter((name) => !name.startsWith("internal/")).sort(),
	};
}

/**
 * What is imported before there is something to see is paid by everybody at every start: it may shrink, and grows only
 * where this list is changed with it. (Milliseconds are for `npm run bench`.)
 */
it("little is loaded before the first text: no React, no layout, no network", async () => {
	const home = mkdtempSync(join(tmpdir(), "yagura-first-paint-"));
	try {
		const demo = await loadedBeforeFirstText(["demo"], home);
		expect(demo.packages).toEqual(["ansi-regex", "commander", "get-east-asian-width", "string-width", "strip-ansi"]);
		expect(demo.builtins).toEqual([
			"child_process",
			"dgram",
			"fs/promises",
			"net",
			"perf_hooks",
			"process",
			"timers/promises",
			"tty",
		]);
		expect(demo.own.filter((path) => path.startsWith("views/"))).toEqual([]);
		expect(demo.own.length).toBeLessThanOrEqual(90);
		expect(demo.chunks).toBeLessThanOrEqual(15);
		// A fifth of it is what the program says, which is one catalogue.
		expect(demo.bytes).toBeLessThanOrEqual(210_000);

		const config = join(home, "config");
		writeFileSync(config, kubeconfig, { mode: 0o600 });
		const cluster = await loadedBeforeFirstText(["--kubeconfig", config], home);
		expect(cluster.packages).toEqual([...demo.packages, "yaml"]);
		expect(cluster.builtins).toEqual([...demo.builtins, "crypto"].sort());
		expect(cluster.own.filter((path) => path.startsWith("views/"))).toEqual([]);
		expect(cluster.bytes).toBeLessThanOrEqual(420_000);
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
});

it("the whole program is not big", () => {
	const { outputs } = JSON.parse(readFileSync("dist/metafile.json", "utf8")) as Metafile;
	const bytes = Object.keys(outputs)
		.filter((path) => path.endsWith(".mjs"))
		.reduce((sum, path) => sum + statSync(path).size, 0);
	expect(bytes).toBeLessThanOrEqual(2_400_000);
	expect(Object.keys(outputs).map((path) => basename(path))).toContain("yagura.mjs");
});
