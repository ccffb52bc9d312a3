import type { Row, RowChanges } from "../table/row-source.ts";

interface Net<R> {
	readonly before: R | undefined;
	after: R | undefined;
}

/** Gathers the edits of one batch into their net effect: a row is told of once, however often it was touched. */
export class ChangeLog<R extends Row> {
	readonly #byUid = new Map<string, Net<R>>();

	/** Note that `after` took the place of `before`, a row of the same UID; `undefined` where there is none. */
	note(uid: string, before: R | undefined, after: R | undefined): void {
		const net = this.#byUid.get(uid);
		if (net === undefined) this.#byUid.set(uid, { before, after });
		else net.after = after;
	}

	/** The net effect, or undefined when nothing is different in the end. */
	changes(): RowChanges<R> | undefined {
		const added: R[] = [];
		const updated: { before: R; after: R }[] = [];
		const removed: R[] = [];
		for (const { before, after } of this.#byUid.values()) {
			if (before === after) continue;
			if (before === undefined) added.push(after as R);
			else if (after === undefined) removed.push(before);
			else updated.push({ before, after });
		}
		if (added.length + updated.length + removed.length === 0) return undefined;
		return { reset: false, added, updated, removed };
	}
}
