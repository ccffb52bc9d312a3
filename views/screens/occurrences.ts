/** Where a text stands in another, whatever its case; none of them within another. */
export function occurrences(text: string, term: string): readonly number[] {
	if (term === "") return [];
	const lower = text.toLowerCase();
	// There are letters that become two when they are small: places in the one are none in the other then.
	const [hay, needle] = lower.length === text.length ? [lower, term.toLowerCase()] : [text, term];
	const found: number[] = [];
	for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) found.push(at);
	return found;
}
