import stringWidth from "string-width";
import { simpleWidth } from "./simple-line.ts";

/** Stands in for `widest-line` in the bundle where Ink uses it (see `scripts/quick-ink.ts`). */
// Ink imports it so.
// oxlint-disable-next-line import/no-default-export
export default function quickWidestLine(text: string): number {
	return simpleWidth(text) ?? Math.max(...text.split("\n").map((line) => stringWidth(line)));
}
