import type { LogRow, LogView } from "../../src/logs/log-view.ts";

/** What is asked of the log. */
type Rows = Pick<LogView, "window" | "positionOf" | "counts">;

/** One line of the screen: which part of which row. */
export interface ScreenPart {
	readonly row: LogRow;
	/** From 0; more than one where lines are wrapped. */
	readonly part: number;
	readonly chosen: boolean;
}

/**
 * Where one is in a log: at its end, going with it, or at a line that stays where it is while others come. Lines are
 * known by their numbers, so that it does not matter what comes below or leaves above.
 */
export class LogScroll {
	readonly #rows: () => Rows;
	#isFollowing = true;
	/** The line one is at. */
	#cursor = 0;
	/** First line on the screen, and which of its parts. */
	#top = { line: 0, part: 0 };
	/** The last line there was when one stopped going with the log. */
	#lastSeen = 0;
	#height = 1;
	/** The lines that were last on the screen. */
	#inSight = { first: 0, last: -1 };

	constructor(rows: () => Rows) {
		this.#rows = rows;
	}

	/** What comes is shown as it comes. */
	get isFollowing(): boolean {
		return this.#isFollowing;
	}

	/** So many rows came below since one stopped. */
	get newBelow(): number {
		if (this.#isFollowing) return 0;
		const rows = this.#rows();
		return Math.max(0, rows.counts().shown - rows.positionOf(this.#lastSeen + 1));
	}

	/** The row one is at: the last one while one goes with the log. */
	current(): LogRow | undefined {
		return this.#rows().window(this.position, 1)[0];
	}

	/** Where that row stands among those shown; -1 when there is none. */
	get position(): number {
		const rows = this.#rows();
		const last = rows.counts().shown - 1;
		return this.#isFollowing ? last : Math.min(rows.positionOf(this.#cursor), last);
	}

	/** Go with the log. */
	follow(): void {
		this.#isFollowing = true;
	}

	/** Stay where one is. */
	stop(): void {
		if (!this.#isFollowing) return;
		const last = this.current();
		this.#isFollowing = false;
		this.#cursor = last?.line ?? 0;
		this.#lastSeen = this.#cursor;
	}

	moveBy(rows: number): void {
		// There is nothing below the end.
		if (this.#isFollowing && rows > 0) return;
		this.stop();
		this.#moveTo(this.position + rows);
	}

	/** Move by screens, or parts of one. */
	page(screens: number): void {
		this.shiftBy(Math.trunc(this.#height * screens));
	}

	/** Move the window, and the line with it. */
	shiftBy(step: number): void {
		if (this.#isFollowing && step > 0) return;
		this.stop();
		const rows = this.#rows();
		const top = rows.window(Math.max(0, rows.positionOf(this.#top.line) + step), 1)[0];
		this.#moveTo(this.position + step);
		if (top !== undefined) this.#top = { line: top.line, part: 0 };
	}

	toStart(): void {
		this.stop();
		this.#moveTo(0);
	}

	/** Go to a line; where it is not on the screen it comes to stand in the upper third. */
	toLine(line: number): void {
		this.stop();
		this.#cursor = line;
		if (line >= this.#inSight.first && line <= this.#inSight.last) return;
		const rows = this.#rows();
		const top = rows.window(Math.max(0, rows.positionOf(line) - Math.trunc(this.#height / 3)), 1)[0];
		this.#top = { line: top?.line ?? line, part: 0 };
	}

	/** The lines have other numbers now, or are those of another log. */
	reset(): void {
		this.#isFollowing = true;
		this.#top = { line: 0, part: 0 };
	}

	/** What is on a screen of so many lines. `partsOf` says how many of them a row takes. */
	window(height: number, partsOf: (row: LogRow) => number): readonly ScreenPart[] {
		this.#height = Math.max(1, height);
		const { shown } = this.#rows().counts();
		if (shown === 0) return [];
		const at = this.position;
		const lines = this.#isFollowing ? this.#endingAt(shown - 1, partsOf) : this.#around(at, shown, partsOf);
		const [first] = lines;
		if (first !== undefined) this.#top = { line: first.row.line, part: first.part };
		this.#inSight = { first: first?.row.line ?? 0, last: lines.at(-1)?.row.line ?? -1 };
		const chosen = this.#isFollowing ? undefined : this.#rows().window(at, 1)[0]?.line;
		return lines.map((one) => ({ ...one, chosen: one.row.line === chosen }));
	}

	/** The window that begins where the last one did, moved as little as brings row `at` into it. */
	#around(at: number, shown: number, partsOf: (row: LogRow) => number): readonly Part[] {
		const rows = this.#rows();
		const topAt = rows.positionOf(this.#top.line);
		if (at < topAt) return this.#beginningAt(at, 0, shown, partsOf);
		const lines = this.#beginningAt(topAt, this.#top.part, shown, partsOf);
		const cursor = rows.window(at, 1)[0];
		if (cursor === undefined) return lines;
		const inSight = lines.filter(({ row }) => row.line === cursor.line).length;
		const parts = partsOf(cursor);
		if (inSight >= Math.min(parts, this.#height)) return lines;
		// What begins above the screen, or is higher than it, is seen from its beginning.
		if (lines[0]?.row.line === cursor.line || parts >= this.#height) return this.#beginningAt(at, 0, shown, partsOf);
		return this.#endingAt(at, partsOf);
	}

	#beginningAt(from: number, part: number, shown: number, partsOf: (row: LogRow) => number): readonly Part[] {
		const rows = this.#rows().window(from, this.#height);
		const isSame = rows[0]?.line === this.#top.line;
		const lines = split(rows, partsOf).slice(isSame ? part : 0);
		if (lines.length >= this.#height) return lines.slice(0, this.#height);
		// No empty space below the end while there is something above.
		return this.#endingAt(shown - 1, partsOf);
	}

	#endingAt(last: number, partsOf: (row: LogRow) => number): readonly Part[] {
		const from = Math.max(0, last - this.#height + 1);
		return split(this.#rows().window(from, last - from + 1), partsOf).slice(-this.#height);
	}

	#moveTo(position: number): void {
		const rows = this.#rows();
		const at = Math.max(0, Math.min(position, rows.counts().shown - 1));
		const row = rows.window(at, 1)[0];
		if (row !== undefined) this.#cursor = row.line;
	}
}

type Part = Omit<ScreenPart, "chosen">;

function split(rows: readonly LogRow[], partsOf: (row: LogRow) => number): readonly Part[] {
	return rows.flatMap((row) => Array.from({ length: partsOf(row) }, (_, part) => ({ row, part })));
}
