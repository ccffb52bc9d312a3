import { messages } from "../../src/text/messages/messages.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Question } from "./dialog.ts";
import { button, fact, type Lines, piece } from "./lines.ts";

/** A question: what it is about, and its answers. */
export function questionLines({ title, facts, says, yes, no, focus }: Question): Lines {
	return [
		[piece(` ${title}`, "attention")],
		...facts.map(([label, value]) => fact(label, value)),
		fact("", says, "muted"),
		[
			piece("   "),
			button(no, focus === "no", "plain"),
			piece("  "),
			button(yes, focus === "yes", "plain"),
			piece(`   ${messages.views.dialog.choose}`, "muted"),
		],
	];
}

/** What a credential plugin says while it runs. */
export function pluginLines(words: readonly SafeText[]): Lines {
	return [[piece(` ${messages.plugins.follow}`, "title")], ...words.map((line) => [piece(`   ${line}`)])];
}
