import { globTest } from "../table/glob.ts";

/**
 * Whether a context is production, by the globs of the configuration. Capitals do not matter: a context that was
 * meant and is not marked would be the worse mistake.
 */
export function productionTest(globs: readonly string[]): (context: string) => boolean {
	const tests = globs.map((glob) => globTest(glob.split("*")));
	return (context) => tests.some((test) => test(context.toLowerCase()));
}
