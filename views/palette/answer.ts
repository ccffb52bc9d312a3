import fuzzysort from "fuzzysort";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** One thing that the palette offers. */
export interface Answer {
	readonly title: SafeText;
	readonly detail: SafeText;
	run(workspace: Workspace): void;
}

/** An answer and how well it fits what was typed. */
export interface Match {
	readonly answer: Answer;
	readonly score: number;
}

/** Finds what the palette offers for what was typed, blanks at the ends cut off; the best need not come first. */
export type AnswerSource = (workspace: Workspace, text: string) => readonly Match[];

/** A name that is just what was typed: before all that only resembles it. */
export const EXACT = 10;

/** How well one of some names fits a text: {@link EXACT}, up to 1 for what resembles it, 0 for what does not. */
export function likeness(text: string, names: readonly string[]): number {
	if (text === "") return 1;
	const wanted = text.toLowerCase();
	if (names.some((name) => name.toLowerCase() === wanted)) return EXACT;
	return Math.max(0, ...names.map((name) => fuzzysort.single(wanted, name)?.score ?? 0));
}
