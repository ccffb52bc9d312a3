/** What the bundle does so that the first text is on the screen soon: nothing is made ready before it is needed. */
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import type { BuildOptions, Plugin } from "esbuild";

/** Yoga reads its own base64 text through `fetch`, which drags in undici, http2 and tls: a third of the start. */
const yogaWithoutFetch = changed("yoga-without-fetch", /yoga-wasm-base64-esm\.js$/, {
	from: '"function"!=typeof fetch',
	to: "true",
});

/** The pattern of all emoji is big: it takes longer to compile than the program. */
const emojiPatternWhenNeeded = changed("emoji-pattern-when-needed", /[\\/]string-width[\\/]index\.js$/, {
	from: "const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;",
	to: "let emoji; const rgiEmojiRegex = { test: (text) => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text) };",
});

/** For esbuild. */
export const quickStart = {
	plugins: [yogaWithoutFetch, emojiPatternWhenNeeded],
	define: { "Intl.Segmenter": "LazySegmenter" },
	inject: ["src/base/lazy-segmenter.ts"],
} as const satisfies BuildOptions;

// As esbuild writes them: `import x,{a as b}from"node:fs";`
const statements = /\bimport ?(\w+)?,?(?:\* ?as (\w+))?(\{[^}]*\})? ?from ?"([\w/:]+)";/g;
const calls = /\bimport\("([\w/:]+)"\)/g;

/**
 * A chunk that takes modules of Node as the objects that they are. An `import` reads each export of such a module, of
 * which many are getters that load more of Node: streams for `node:fs`, workers for `node:util`, undici for `node:http`.
 */
export function withBuiltinsAsObjects(chunk: string): string {
	const taken: string[] = [];
	const rest = chunk.replace(statements, (statement, whole?: string, all?: string, some?: string, name = "") => {
		if (!isBuiltin(name)) return statement;
		const targets = [whole, all, some?.replaceAll(/ as /g, ":")].filter((target) => target !== undefined);
		for (const target of targets) taken.push(`const ${target}=process.getBuiltinModule("${name}");`);
		return "";
	});
	const loads = rest.replace(calls, (call, name: string) =>
		isBuiltin(name) ? `Promise.resolve(process.getBuiltinModule("${name}"))` : call,
	);
	const [head = "", ...lines] = loads.split("\n");
	return head.startsWith("#!") ? [head, taken.join(""), ...lines].join("\n") : taken.join("") + loads;
}

/** A package's file with one text in place of another; the build fails where the package no longer holds it. */
function changed(name: string, file: RegExp, { from, to }: { readonly from: string; readonly to: string }): Plugin {
	return {
		name,
		setup({ onLoad }) {
			onLoad({ filter: file }, async ({ path }) => {
				const source = await readFile(path, "utf8");
				const contents = source.replaceAll(from, () => to);
				if (contents === source) return { errors: [{ text: `${path} no longer holds ${from}` }] };
				return { contents, loader: "js" };
			});
		},
	};
}
