import type { LogRow } from "../../src/logs/log-view.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";

/** More fields than these are not given a column. */
const MOST_COLUMNS = 12;
/** A field is cut beyond this, a message beyond its share of the screen. */
const WIDEST_FIELD = 24;
const MESSAGE_SHARE = 0.4;
const LEAST_MESSAGE = 16;

/** A field as a column. */
export interface FieldColumn {
	readonly name: SafeText;
	readonly width: number;
}

/**
 * The columns of a log whose fields stand below one another. They only ever grow: a log that moves under one's eyes
 * must not move sideways, too.
 */
export class LogColumns {
	#messageWidth = LEAST_MESSAGE;
	#columns: readonly FieldColumn[] = [];
	#hasLevels = false;
	#hasTimes = false;

	/** Some line has told how bad it is. */
	get hasLevels(): boolean {
		return this.#hasLevels;
	}

	/** Some line has told when it was written. */
	get hasTimes(): boolean {
		return this.#hasTimes;
	}

	get messageWidth(): number {
		return this.#messageWidth;
	}

	get columns(): readonly FieldColumn[] {
		return this.#columns;
	}

	/** Other lines from now on. */
	reset(): void {
		this.#messageWidth = LEAST_MESSAGE;
		this.#columns = [];
		this.#hasLevels = false;
		this.#hasTimes = false;
	}

	/** Take in what is on the screen. Returns whether anything has grown. */
	grow(rows: readonly LogRow[], names: readonly SafeText[], width: number): boolean {
		const before = { message: this.#messageWidth, columns: this.#columns, levels: this.#hasLevels };
		this.#hasTimes ||= rows.some(({ timeMs }) => !Number.isNaN(timeMs));
		const own = rows.filter(({ kind }) => kind === "line");
		this.#hasLevels ||= own.some(({ level }) => level !== undefined);
		const most = Math.max(LEAST_MESSAGE, Math.trunc(width * MESSAGE_SHARE));
		for (const { fields, message } of own) {
			if (fields.length === 0) continue;
			const cells = message.reduce((sum, { text }) => sum + cellWidth(text), 0);
			this.#messageWidth = Math.min(most, Math.max(this.#messageWidth, cells));
		}
		this.#growColumns(own, names);
		return (
			before.message !== this.#messageWidth || before.columns !== this.#columns || before.levels !== this.#hasLevels
		);
	}

	#growColumns(rows: readonly LogRow[], names: readonly SafeText[]): void {
		const known = new Set<string>(this.#columns.map(({ name }) => name));
		const fresh = names.filter((name) => !known.has(name)).slice(0, MOST_COLUMNS - known.size);
		const columns = [...this.#columns, ...fresh.map((name): FieldColumn => ({ name, width: cellWidth(name) }))];
		const widths = new Map<string, number>();
		for (const { fields } of rows)
			for (const { name, value } of fields) widths.set(name, Math.max(widths.get(name) ?? 0, cellWidth(value)));
		const grown = columns.map((column): FieldColumn => {
			const width = Math.min(WIDEST_FIELD, Math.max(column.width, widths.get(column.name) ?? 0));
			return width === column.width ? column : { ...column, width };
		});
		const isSame = grown.length === this.#columns.length && grown.every((column, at) => column === this.#columns[at]);
		if (!isSame) this.#columns = grown;
	}
}
