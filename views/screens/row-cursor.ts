import type { Row, RowSource } from "../../src/table/row-source.ts";

/** Rows in the order in which they are shown; a `TableView` is one. */
interface ShownRows<R> {
	readonly shown: number;
	at(index: number): R | undefined;
	indexOf(uid: string): number;
	window(offset: number, count: number): readonly R[];
}

/** The part of a table that is on the screen. */
export interface RowWindow<R> {
	readonly rows: readonly R[];
	/** Index of the first of them among all that are drawn. */
	readonly offset: number;
	/** Index of the cursor among all that are drawn; -1 when nothing is. */
	readonly cursor: number;
}

/**
 * Where one is among the rows, and which of them are on the screen. The cursor is a UID: it goes where its row goes,
 * and when the row is no longer shown, without the user having asked for that, it stays drawn in its place until the
 * cursor moves away. So no other row ever slides under a hand.
 */
export class RowCursor<R extends Row> {
	readonly #source: RowSource<R>;
	#rows: ShownRows<R>;
	#uid: string | undefined;
	/** The row as it was last seen; what is drawn when it is no longer among the rows. */
	#row: R | undefined;
	/** The user has put the cursor where it is. */
	#placed = false;
	#index = 0;
	/** The row is drawn at the cursor although the view no longer has it. */
	#ghost = false;
	#offset = 0;
	#height = 1;

	constructor(source: RowSource<R>, rows: ShownRows<R>) {
		this.#source = source;
		this.#rows = rows;
	}

	/** The same rows, shown another way. */
	follow(rows: ShownRows<R>): void {
		this.#rows = rows;
	}

	/** The row under the cursor as the cluster has it now; undefined when there is none, or it is gone. */
	current(): R | undefined {
		const row = this.#chosen();
		return row && this.#source.byUid(row.uid);
	}

	/** The row under the cursor is gone from the cluster. */
	get isGone(): boolean {
		return this.#chosen() !== undefined && this.current() === undefined;
	}

	/** The row on which the cursor was last drawn is the chosen one from now on, wherever it has gone since. */
	pin(): void {
		// A row that was asked for and has not come is waited for only until the user goes on.
		if (this.#row !== undefined && (this.#uid === undefined || !this.#isPresent)) this.#uid = this.#row.uid;
	}

	/** UID of the row that the user has put the cursor on; undefined while it stands where every table begins. */
	get choice(): string | undefined {
		return this.#placed ? this.#uid : undefined;
	}

	/** Go to a row, now or as soon as it is among the rows. */
	choose(uid: string): void {
		this.#uid = uid;
		this.#row = undefined;
		this.#ghost = false;
		this.#placed = true;
	}

	/** The user asked for other rows: what they leave out is no ghost. */
	letGo(): void {
		// Who has not moved yet stays at the top, where a new order begins.
		if (!this.#placed) this.#index = 0;
		else if (this.#uid === undefined || this.#rows.indexOf(this.#uid) >= 0) return;
		this.#uid = undefined;
		// The next key may come before anything is drawn, and is not about what is no longer asked for.
		this.#row = undefined;
		this.#ghost = false;
	}

	/** The rows to draw in `height` lines, with the cursor among them. */
	window(height: number): RowWindow<R> {
		this.#height = Math.max(1, height);
		const row = this.#chosen();
		const length = this.#length;
		const first = Math.min(this.#offset, Math.max(0, length - this.#height), this.#index);
		this.#offset = Math.max(first, this.#index - this.#height + 1, 0);
		this.#row = row;
		return { rows: this.#drawn(), offset: this.#offset, cursor: length === 0 ? -1 : this.#index };
	}

	moveBy(rows: number): void {
		this.#refresh();
		this.moveTo(this.#index + rows);
	}

	/** Move by whole or half screens, the window with the cursor. */
	page(screens: number): void {
		const rows = Math.trunc(this.#height * screens);
		this.#offset = Math.max(0, this.#offset + rows);
		this.moveBy(rows);
	}

	/** Put the cursor on the row at `index`, counted among the rows that are drawn; it stops at the ends. */
	moveTo(index: number): void {
		this.#refresh();
		const to = Math.max(0, Math.min(index, this.#length - 1));
		if (this.#ghost && to === this.#index) return;
		const at = this.#ghost && to > this.#index ? to - 1 : to;
		this.#ghost = false;
		this.#placed = true;
		this.#index = at;
		this.#row = this.#rows.at(at);
		this.#uid = this.#row?.uid;
	}

	/** The cursor is drawn on the row it was put on, or on what is left of it. */
	get #isPresent(): boolean {
		return this.#row?.uid === this.#uid;
	}

	get #length(): number {
		return this.#rows.shown + (this.#ghost ? 1 : 0);
	}

	#chosen(): R | undefined {
		this.#refresh();
		return this.#ghost ? this.#ghostRow() : this.#rows.at(this.#index);
	}

	#ghostRow(): R | undefined {
		return this.#row && (this.#source.byUid(this.#row.uid) ?? this.#row);
	}

	#drawn(): readonly R[] {
		const ghost = this.#ghost ? this.#ghostRow() : undefined;
		if (ghost === undefined) return this.#rows.window(this.#offset, this.#height);
		const above = this.#index - this.#offset;
		const below = this.#height - above - 1;
		return [...this.#rows.window(this.#offset, above), ghost, ...this.#rows.window(this.#index, below)];
	}

	/** The row under the cursor may have moved; the cursor goes with it and keeps its place on the screen. */
	#refresh(): void {
		const { shown } = this.#rows;
		const index = this.#uid === undefined ? -1 : this.#rows.indexOf(this.#uid);
		this.#ghost = index < 0 && this.#uid !== undefined && this.#row?.uid === this.#uid;
		if (index >= 0) {
			// At the very top the window stays there, so that new rows come into sight.
			if (this.#offset > 0) this.#offset = Math.max(0, this.#offset + index - this.#index);
			this.#index = index;
			this.#row = this.#rows.at(index);
			return;
		}
		this.#index = Math.max(0, Math.min(this.#index, this.#ghost ? shown : shown - 1));
	}
}
