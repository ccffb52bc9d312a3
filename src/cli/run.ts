import { messages } from "../text/messages/messages.ts";
import { type Invocation, parseArguments } from "./arguments.ts";
import { print, printError } from "./print.ts";
import type { Show } from "./screen-options.ts";

/** The program as it was built. */
export interface Program {
	readonly version: string;
	/** Load what draws; it takes longer than all else of the start. */
	readonly loadScreen: () => Promise<{ readonly show: Show }>;
}

/** Do what the command line asks for. `process.exitCode` says how it went. */
export async function run(argv: readonly string[], program: Program): Promise<void> {
	const wanted = parseArguments(argv, program.version);
	if (wanted.kind === "print") {
		(wanted.exitCode === 0 ? print : printError)(wanted.text);
		process.exitCode = wanted.exitCode;
		return;
	}
	if (!(await start(wanted, program))) process.exitCode = 1;
}

/** @returns false when it could not; why has been said. */
async function start(wanted: Exclude<Invocation, { kind: "print" }>, program: Program): Promise<boolean> {
	if (wanted.kind === "serve") {
		const { serveDemo } = await import("./demo.ts");
		process.exitCode = await serveDemo(wanted.port, wanted.fault);
		return true;
	}
	if (wanted.kind === "forward") {
		const { forwardSet } = await import("./forward-set.ts");
		process.exitCode = await forwardSet(wanted, program.version);
		return true;
	}
	if ((wanted.kind !== "files" && !process.stdin.isTTY) || !process.stdout.isTTY) {
		printError(`${messages.cli.noTerminal}\n`);
		return false;
	}
	const { runOnTerminal } = await import("./run-on-terminal.ts");
	return await runOnTerminal(wanted, program);
}
