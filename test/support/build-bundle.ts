import { execFileSync } from "node:child_process";
import { buildSync } from "esbuild";

/** The suites that drive the built program build it first, and what is loaded with it: Node would take types out of that at each start. */
export function setup(): void {
	execFileSync(process.execPath, ["scripts/build.ts", "--quiet", "--metafile"], { stdio: "inherit" });
	buildSync({
		entryPoints: ["test/pty/fixtures/*-door.ts", "test/pty/fixtures/terminal-program.ts"],
		outdir: "dist/fixtures",
		outExtension: { ".js": ".mjs" },
		bundle: true,
		format: "esm",
		platform: "node",
		target: "node24",
		logLevel: "warning",
	});
}
