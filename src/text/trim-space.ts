/** White space as Unicode has it: U+0085 is some, and a byte-order mark, which JavaScript's own `trim` takes away, is none. */
const SPACE = /\p{White_Space}/u;

/** A text without white space before and after it, as Go's `strings.TrimSpace` sees white space. */
export function trimSpace(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && SPACE.test(text.charAt(start))) start++;
	while (end > start && SPACE.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}
