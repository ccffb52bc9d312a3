import { createInterface } from "node:readline/promises";
import { messages } from "../text/messages/messages.ts";
import type { SafeText } from "../text/safe-text.ts";
import { print } from "./print.ts";

/** Say why there is no cluster and ask whether to open the demo; `y` and plain enter are yes. */
export async function offerDemo(why: SafeText): Promise<boolean> {
	print(`${why}\n`);
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		const answer = await terminal.question(messages.cli.offerDemo);
		const yes = /^\s*(y|yes)?\s*$/i.test(answer);
		if (!yes) print(`${messages.cli.howToDemo}\n`);
		return yes;
	} finally {
		terminal.close();
	}
}
