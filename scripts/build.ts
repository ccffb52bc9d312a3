import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build, type Plugin } from "esbuild";
import { quickInk } from "./quick-ink.ts";
import { quickStart, withBuiltinsAsObjects } from "./quick-start.ts";

/**
 * Bundles the program into dist/: `yagura.mjs`, which is small and checks the Node version, and
 * chunks that it loads when they are needed.
 */

/** Only loaded by Ink under DEV=true, which the production build rules out; the package is not installed. */
const noDevtools: Plugin = {
	name: "no-devtools",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: "empty" }));
		onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export default {}" }));
	},
};

const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
rmSync("dist", { recursive: true, force: true });
const result = await build({
	entryPoints: { yagura: "bin/yagura.ts" },
	outdir: "dist",
	outExtension: { ".js": ".mjs" },
	chunkNames: "chunks/[name]-[hash]",
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target: "node24",
	minifySyntax: true,
	minifyWhitespace: true,
	keepNames: false,
	legalComments: "linked",
	metafile: true,
	write: false,
	inject: [...quickStart.inject],
	define: {
		...quickStart.define,
		"process.env.NODE_ENV": '"production"',
		"process.env.DEV": '"false"',
		YAGURA_VERSION: JSON.stringify(version),
	},
	// Bundled CommonJS packages call require("node:...") at run time.
	banner: {
		js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
	},
	plugins: [...quickStart.plugins, quickInk, noDevtools],
	logLevel: "warning",
});
for (const { path, text } of result.outputFiles) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, path.endsWith(".mjs") ? withBuiltinsAsObjects(text) : text);
}
chmodSync("dist/yagura.mjs", 0o755);
if (!process.argv.includes("--quiet")) {
	for (const [path, { bytes }] of Object.entries(result.metafile.outputs)) {
		if (bytes > 20_000) process.stdout.write(`${String(Math.round(bytes / 1024)).padStart(6)} KiB  ${path}\n`);
	}
}
if (process.argv.includes("--metafile")) {
	writeFileSync("dist/metafile.json", JSON.stringify(result.metafile));
}
