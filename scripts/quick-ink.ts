/**
 * Modules of Ink that the bundle has in a quicker form; tests hold each to what Ink's own gives. See docs/adr/0002.
 *
 * As a preload (`node --import ./scripts/quick-ink.ts ...`) it gives unbundled Ink the same.
 */
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

interface Replacement {
	/** What Ink's modules import. */
	readonly specifier: string;
	/** Which of them, by name. */
	readonly importers: RegExp;
	/** What they get. */
	readonly file: string;
}

const ink = String.raw`[\\/]ink[\\/]build[\\/]`;
const replacements: readonly Replacement[] = [
	{
		specifier: "./output.js",
		importers: new RegExp(`${ink}renderer\\.js$`),
		file: resolve("views/frame/row-cached-output.ts"),
	},
	{
		specifier: "./squash-text-nodes.js",
		importers: new RegExp(`${ink}(?:dom|render-node-to-output)\\.js$`),
		file: resolve("views/frame/quick-squash.ts"),
	},
	{
		specifier: "widest-line",
		importers: new RegExp(`${ink}(?:measure-text|render-node-to-output)\\.js$`),
		file: resolve("views/frame/quick-widest-line.ts"),
	},
	{
		specifier: "string-width",
		importers: new RegExp(`${ink}output\\.js$`),
		file: resolve("views/frame/quick-string-width.ts"),
	},
];

function replacementOf(specifier: string, importer: string): string | undefined {
	return replacements.find((one) => one.specifier === specifier && one.importers.test(importer))?.file;
}

/** For esbuild; the build fails where Ink no longer imports what is replaced. */
export const quickInk: Plugin = {
	name: "quick-ink",
	setup({ onResolve, onEnd }) {
		onResolve({ filter: /output\.js$|squash-text-nodes\.js$|^(?:widest-line|string-width)$/ }, ({ path, importer }) => {
			const file = replacementOf(path, importer);
			return file === undefined ? undefined : { path: file };
		});
		onEnd(({ metafile }) => {
			const used = new Set(Object.keys(metafile?.inputs ?? {}).map((path) => resolve(path)));
			const unused = replacements.filter(({ file }) => !used.has(file));
			return {
				errors: unused.map(({ specifier }) => ({ text: `ink has changed: nothing of it imports ${specifier}` })),
			};
		});
	},
};

/** For unbundled Ink, where nothing of it has been imported yet. */
export function registerQuickInk(): void {
	registerHooks({
		resolve(specifier, context, next) {
			const file = replacementOf(specifier, context.parentURL ?? "");
			return file === undefined ? next(specifier, context) : { url: pathToFileURL(file).href, shortCircuit: true };
		},
	});
}

if (process.execArgv.some((argument) => argument.includes("quick-ink"))) registerQuickInk();
