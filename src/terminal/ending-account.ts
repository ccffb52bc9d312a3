import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";

/**
 * Why the program has to end, as lines that may be written to a terminal. What the machine denies it (a file that is
 * gone or cannot be read, a limit) is one sentence; anything else is a bug, told with stack and causes.
 */
export function endingAccount(problem: unknown): readonly string[] {
	if (!(problem instanceof Error)) return [safeText(String(problem))];
	if (isOfTheMachine(problem)) return [safeText(messages.cli.stopped(firstLine(problem.message)))];
	const lines = (problem.stack ?? problem.message).split("\n").map((line) => safeText(line));
	return problem.cause === undefined ? lines : [...lines, ...endingAccount(problem.cause)];
}

/** A system call failed, or a part of the program was not found where it was loaded from. */
function isOfTheMachine(problem: Error): boolean {
	const code = "code" in problem ? problem.code : undefined;
	return code === "ERR_MODULE_NOT_FOUND" || (typeof code === "string" && "syscall" in problem);
}

function firstLine(text: string): string {
	return text.split("\n", 1)[0] ?? "";
}
