import { callTree } from "../../src/profiles/call-tree.ts";
import { type FlameBox, flameRows } from "../../src/profiles/flame-rows.ts";
import type { Profile } from "../../src/profiles/read-profile.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { fitCell } from "../../src/text/width.ts";
import type { PaneLine, PaneSpan } from "../screens/text-pane.ts";
import { shareText } from "./measure-text.ts";
import { HOT_SHARE } from "./top-lines.ts";

/** From this width on a box also says its share. */
const SHARE_FROM = 16;
const EDGE = "▏";

/** A flame graph of the width of the screen: below each function what it called, as wide as its share. */
export function flameLines(profile: Profile, kind: number, width: number): readonly PaneLine[] {
	const root = callTree(profile, kind);
	return flameRows(root, width).map((row) => {
		let text = "";
		let cells = 0;
		const spans: PaneSpan[] = [];
		for (const box of row) {
			text += " ".repeat(box.from - cells);
			const label = boxText(box, root.value);
			if (isHot(box, root.value)) spans.push({ from: text.length, length: label.length, token: "attention" });
			text += label;
			cells = box.from + box.width;
		}
		return { text, tone: "plain", spans };
	});
}

/** `▏main.serve 42.1%`, in just the cells of the box; of a name the package's path is left out. */
function boxText({ node, width }: FlameBox, total: number): string {
	const share = width >= SHARE_FROM ? ` ${shareText(node.value, total)}` : "";
	const name = node.name.slice(node.name.lastIndexOf("/") + 1);
	return EDGE + fitCell(safeText(name), width - EDGE.length - share.length) + share;
}

/** Much of it is spent in the function itself. */
function isHot({ node }: FlameBox, total: number): boolean {
	const below = node.children.reduce((sum, { value }) => sum + value, 0);
	return total > 0 && (node.value - below) / total >= HOT_SHARE;
}
