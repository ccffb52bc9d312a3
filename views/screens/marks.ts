import type { Readable } from "../../src/base/store.ts";
import type { Row, RowSource } from "../../src/table/row-source.ts";
import type { SafeText } from "../../src/text/safe-text.ts";

/** Rows in the order in which they are shown; a `TableView` is one. */
interface ShownRows<R> {
	readonly version: Readable<number>;
	readonly shown: number;
	indexOf(uid: string): number;
	window(offset: number, count: number): readonly R[];
}

/** A row that was marked. */
export interface MarkedRow<R> {
	/** As the cluster has it now; of a row that is gone, as it was. */
	readonly row: R;
	readonly state: "shown" | "hidden" | "gone";
	/** Why the last thing that was done to all marked rows failed for this one. */
	readonly problem: SafeText | undefined;
}

/**
 * Rows chosen for something that is done to all of them. A mark is a UID: it stays through sort, filter and change,
 * and what comes to bear the name of a marked row is not marked. A row that vanishes keeps its mark, as gone.
 */
export class Marks<R extends Row> {
	readonly #source: RowSource<R>;
	readonly #shown: () => ShownRows<R>;
	readonly #changed: () => void;
	/** By UID, in the order of marking. */
	readonly #rows = new Map<string, R>();
	readonly #problems = new Map<string, SafeText>();
	/** Where a range begins: the row that was marked last. */
	#anchor: string | undefined;
	#listed:
		| { readonly rows: ShownRows<R>; readonly version: number; readonly list: readonly MarkedRow<R>[] }
		| undefined;

	/**
	 * @param shown - what is on the screen now
	 * @param changed - called after each change of the marks
	 */
	constructor(source: RowSource<R>, shown: () => ShownRows<R>, changed: () => void) {
		this.#source = source;
		this.#shown = shown;
		this.#changed = changed;
	}

	get size(): number {
		return this.#rows.size;
	}

	has(uid: string): boolean {
		return this.#rows.has(uid);
	}

	/** Why what was done to a marked row failed; undefined when nothing did. */
	problem(uid: string): SafeText | undefined {
		return this.#problems.get(uid);
	}

	/** Mark a row, or take its mark away. */
	toggle(row: R): void {
		if (this.#rows.has(row.uid)) this.unmark(row.uid);
		else this.#mark([row], row.uid);
	}

	/** Whether there is a row from which a range can be marked. */
	get hasAnchor(): boolean {
		return this.#anchor !== undefined && this.#shown().indexOf(this.#anchor) >= 0;
	}

	/** Mark the rows on the screen from the one that was marked last to this one; false when that one is not there. */
	markTo(row: R): boolean {
		const shown = this.#shown();
		const from = this.#anchor === undefined ? -1 : shown.indexOf(this.#anchor);
		const to = shown.indexOf(row.uid);
		if (from < 0 || to < 0) return false;
		const rows = shown.window(Math.min(from, to), Math.abs(to - from) + 1);
		// A row that is still drawn and gone cannot be chosen any more.
		this.#mark(
			rows.filter(({ uid }) => this.#source.byUid(uid) !== undefined),
			row.uid,
		);
		return true;
	}

	unmark(uid: string): void {
		if (!this.#rows.delete(uid)) return;
		this.#problems.delete(uid);
		if (this.#anchor === uid) this.#anchor = undefined;
		this.#tell();
	}

	/** Keep a mark and say why it is still there. */
	fail(uid: string, problem: SafeText): void {
		if (!this.#rows.has(uid)) return;
		this.#problems.set(uid, problem);
		this.#tell();
	}

	clear(): void {
		this.#rows.clear();
		this.#problems.clear();
		this.#anchor = undefined;
		this.#tell();
	}

	/** Every marked row: those on the screen in their order, then those that the filter hides, then those that are gone. */
	list(): readonly MarkedRow<R>[] {
		if (this.size === 0) return [];
		const rows = this.#shown();
		const version = rows.version.get();
		if (this.#listed?.rows !== rows || this.#listed.version !== version) {
			this.#listed = { rows, version, list: this.#list(rows) };
		}
		return this.#listed.list;
	}

	#list(rows: ShownRows<R>): readonly MarkedRow<R>[] {
		const onScreen = rows.window(0, rows.shown).filter(({ uid }) => this.#rows.has(uid));
		const uids = new Set([...onScreen.map(({ uid }) => uid), ...this.#rows.keys()]);
		const placed = new Set(onScreen.map(({ uid }) => uid));
		const all = [...uids].flatMap((uid): readonly MarkedRow<R>[] => {
			const marked = this.#rows.get(uid);
			if (marked === undefined) return [];
			const row = this.#source.byUid(uid);
			const state = row === undefined ? "gone" : placed.has(uid) ? "shown" : "hidden";
			return [{ row: row ?? marked, state, problem: this.#problems.get(uid) }];
		});
		return [...all.filter(({ state }) => state !== "gone"), ...all.filter(({ state }) => state === "gone")];
	}

	#mark(rows: readonly R[], anchor: string): void {
		for (const row of rows) this.#rows.set(row.uid, this.#rows.get(row.uid) ?? row);
		this.#anchor = anchor;
		this.#tell();
	}

	#tell(): void {
		this.#listed = undefined;
		this.#changed();
	}
}
