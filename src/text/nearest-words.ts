/** So many at most. */
const MOST_NEAR = 3;

/**
 * The words that somebody who wrote `word` may have meant, the nearest first: those that begin as it
 * does, or it as they do, and those with a third of the letters wrong at most. Case does not matter.
 */
export function nearestWords(word: string, known: readonly string[]): readonly string[] {
	const wanted = word.toLowerCase();
	const rated = known.map((candidate) => {
		const other = candidate.toLowerCase();
		const related = other.startsWith(wanted) || wanted.startsWith(other);
		return { candidate, distance: related ? 0 : editDistance(wanted, other) };
	});
	const most = Math.ceil(word.length / 3);
	return rated
		.filter(({ distance }) => distance <= most)
		.sort((a, b) => a.distance - b.distance)
		.slice(0, MOST_NEAR)
		.map(({ candidate }) => candidate);
}

/**
 * How many letters have to be put in, taken out or changed to make one word of the other.
 *
 * @see https://en.wikipedia.org/wiki/Levenshtein_distance (Wagner-Fischer, one row at a time)
 */
function editDistance(from: string, to: string): number {
	let above = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let row = 1; row <= from.length; row++) {
		const here = [row];
		for (let column = 1; column <= to.length; column++) {
			const changed = (above[column - 1] ?? 0) + Number(from[row - 1] !== to[column - 1]);
			here.push(Math.min(changed, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
		}
		above = here;
	}
	return above[to.length] ?? 0;
}
