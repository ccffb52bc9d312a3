import { execFileSync } from "node:child_process";

/** The suites that drive the built program build it first. */
export function setup(): void {
	execFileSync(process.execPath, ["scripts/build.ts", "--quiet", "--metafile"], { stdio: "inherit" });
}
