import fuzzysort from "fuzzysort";
import type { Row } from "./row-source.ts";

/**
 * From this likeness on (1 = the same, 0 = the letters do not even come in this order) a name is shown.
 * `chkout` for checkout has 0.35, `paywrk` for payments-worker 0.30; letters strewn over the random end of a
 * pod's name stay below.
 */
const LEAST_LIKENESS = 0.29;

type Prepared = ReturnType<typeof fuzzysort.prepare>;

/** Names made ready to be compared, for as long as their rows live. */
const prepared = new WeakMap<Row, Prepared>();

/** A test of whether a row's name resembles a text: its letters, in order, with others between them. */
export function fuzzyName(text: string): (row: Row) => boolean {
	return (row) => {
		let name = prepared.get(row);
		if (name === undefined) {
			name = fuzzysort.prepare(row.name);
			prepared.set(row, name);
		}
		return (fuzzysort.single(text, name)?.score ?? 0) >= LEAST_LIKENESS;
	};
}
