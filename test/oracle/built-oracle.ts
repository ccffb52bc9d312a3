import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		/** Path of the program that asks Kubernetes' own code. */
		oracle: string;
	}
}

/** Path of the oracle; builds the testbed's programs, of which it is one, unless they are there. */
export function builtOracle(): string {
	const build = join(resolve(import.meta.dirname, "../../testbed"), "build");
	const directory = execFileSync(build, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
	return join(directory, "oracle");
}

export function setup(project: TestProject): void {
	project.provide("oracle", builtOracle());
}
