import { createInterface } from "node:readline";
import { messages } from "../text/messages/messages.ts";
import type { SafeText } from "../text/safe-text.ts";
import { print } from "./print.ts";

/** Say why there is no cluster and ask whether to open the demo; `y` and plain enter are yes, the end of the input is no. */
export async function offerDemo(why: SafeText): Promise<boolean> {
	print(`${why}\n${messages.cli.offerDemo}`);
	// Read by the line, as the tty gives it: what is typed after the answer is left for who reads next.
	const lines = createInterface({ input: process.stdin, terminal: false });
	const answer = await new Promise<string | undefined>((resolve) => {
		lines.once("line", resolve);
		lines.once("close", () => resolve(undefined));
	});
	lines.close();
	const yes = answer !== undefined && /^\s*(y|yes)?\s*$/i.test(answer);
	if (!yes) print(`${answer === undefined ? "\n" : ""}${messages.cli.howToDemo}\n`);
	return yes;
}
