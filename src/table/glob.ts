import type { Glob } from "./filter-tree.ts";

/**
 * Whether a text in lower case is as a glob says, from its first to its last character. Each part is
 * looked for once, from left to right, so that no glob takes longer than the text is long for each.
 */
export function globTest(glob: Glob): (lowerCaseText: string) => boolean {
	const parts = glob.map((part) => part.toLowerCase());
	const first = parts[0] ?? "";
	const last = parts.at(-1) ?? "";
	const middle = parts.slice(1, -1);
	if (parts.length === 1) return (text) => text === first;
	return (text) => {
		if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
		let from = first.length;
		for (const part of middle) {
			const at = text.indexOf(part, from);
			if (at < 0) return false;
			from = at + part.length;
		}
		return from <= text.length - last.length;
	};
}
