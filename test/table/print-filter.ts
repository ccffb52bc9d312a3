import type { FilterNode, Glob } from "../../src/table/filter-tree.ts";

/** A text that reads as the tree; the other way round from the parser. */
export function printFilter(node: FilterNode): string {
	switch (node.kind) {
		case "all":
			return node.of.map(inAll).join(" ");
		case "any":
			return node.of.map((one) => (one.kind === "any" ? `(${printFilter(one)})` : printFilter(one))).join(" | ");
		case "not":
			return `!${node.of.kind === "all" || node.of.kind === "any" ? `(${printFilter(node.of)})` : printFilter(node.of)}`;
		case "text":
			return quote(node.text);
		case "fuzzy":
			return `~${quote(node.text)}`;
		case "pattern":
			return `/${node.source}/`;
		case "labels":
			return `-l ${quote(node.selector)}`;
		case "comparison":
			return `${quote(node.column)}${node.operator}${node.values.map(({ glob }) => printGlob(glob)).join(",")}`;
	}
}

function inAll(node: FilterNode): string {
	return node.kind === "all" || node.kind === "any" ? `(${printFilter(node)})` : printFilter(node);
}

function printGlob(glob: Glob): string {
	if (glob.length === 1) return quote(glob[0] ?? "");
	return glob.map((part) => (part === "" ? "" : quote(part))).join("*");
}

/** Bare where that says the same. */
function quote(text: string): string {
	if (/^[A-Za-z0-9][A-Za-z0-9%./-]*$/.test(text)) return text;
	return `"${text.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}
