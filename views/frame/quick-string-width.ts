import stringWidth from "string-width";
import { simpleWidth } from "./simple-line.ts";

/** Stands in for `string-width` in the bundle where Ink draws a row cell by cell (see `scripts/quick-ink.ts`). */
// Ink imports it so.
// oxlint-disable-next-line import/no-default-export
export default function quickStringWidth(text: string): number {
	return simpleWidth(text) ?? stringWidth(text);
}
