// Preload (`node --import ./scripts/with-row-cache.ts ...`): unbundled Ink with the row cache that the bundle has.
import { registerHooks } from "node:module";

const rowCachedOutput = new URL("../views/frame/row-cached-output.ts", import.meta.url).href;

registerHooks({
	resolve(specifier, context, next) {
		const isInks = specifier === "./output.js" && context.parentURL?.endsWith("/ink/build/renderer.js");
		return isInks ? { url: rowCachedOutput, shortCircuit: true } : next(specifier, context);
	},
});
