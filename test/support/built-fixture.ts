import { join } from "node:path";

/** A file of `test/pty/fixtures` as `build-bundle.ts` has built it. */
export function builtFixture(name: string): string {
	return join(import.meta.dirname, "../../dist/fixtures", `${name}.mjs`);
}
