#!/usr/bin/env -S node --max-semi-space-size=2
import * as nodeModule from "node:module";

declare const YAGURA_VERSION: string;

/** The bundle's target. Older ones could not even parse what is loaded below. */
const LEAST_NODE = 24;

// Node prints its own warnings straight to standard error, in the middle of the screen.
process.removeAllListeners("warning");
// A listener of our own keeps SIGUSR1 from opening a debugger port on a running monitor.
process.on("SIGUSR1", () => {});

if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) {
	const { cliMessages } = await import("../src/text/messages/cli.ts");
	process.stderr.write(`${cliMessages.oldNode(process.version, LEAST_NODE)}\n`);
	process.exitCode = 1;
} else {
	// Compiled code is kept between starts; where it cannot be written, it is compiled anew.
	nodeModule.enableCompileCache();
	try {
		const { run } = await import("../src/cli/run.ts");
		await run(process.argv.slice(2), { version: YAGURA_VERSION, loadScreen: () => import("../views/show.tsx") });
	} catch (problem) {
		// Once the terminal is taken, who gives it back hears of it, and tells it then.
		if (process.listenerCount("uncaughtException") > 0) throw problem;
		const { endingAccount } = await import("../src/terminal/ending-account.ts");
		process.stderr.write(`${endingAccount(problem).join("\n")}\n`);
		process.exitCode = 1;
	}
}
