import inkSquash from "../../node_modules/ink/build/squash-text-nodes.js";
import { simpleWidth } from "./simple-line.ts";

/**
 * Stands in for Ink's `squashTextNodes` in the bundle (see `scripts/quick-ink.ts`): the text of an element whose
 * only child is a simple line is that line. Ink's own tells it apart into sequences and cleans it in every frame.
 */
// Ink imports it so.
// oxlint-disable-next-line import/no-default-export
export default function quickSquash(node: Parameters<typeof inkSquash>[0]): string {
	const [child, more] = node.childNodes;
	if (more === undefined && child?.nodeName === "#text" && simpleWidth(child.nodeValue) !== undefined) {
		return child.nodeValue;
	}
	return inkSquash(node);
}
