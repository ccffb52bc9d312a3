import { parseArguments } from "../src/cli/arguments.ts";
import { connect } from "../src/cli/connect.ts";
import { print, printError } from "../src/cli/print.ts";
import { messages } from "../src/text/messages/messages.ts";

declare const YAGURA_VERSION: string;

/** Arguments -> connection -> screen -> exit code. */
export async function run(argv: readonly string[]): Promise<void> {
	const invocation = parseArguments(argv, YAGURA_VERSION);
	if (invocation.kind === "print") {
		(invocation.exitCode === 0 ? print : printError)(invocation.text);
		process.exitCode = invocation.exitCode;
		return;
	}
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		printError(`${messages.cli.noTerminal}\n`);
		process.exitCode = 1;
		return;
	}
	const connection = await connect(invocation, YAGURA_VERSION);
	if (connection === undefined) {
		process.exitCode = 1;
		return;
	}
	const { show } = await import("../views/show.tsx");
	process.exitCode = await show(connection);
}
