import { type LineForm, lineForms } from "./line-pieces.ts";
import { LogColumns } from "./log-columns.ts";
import { type TimeForm, timeForms } from "./log-time.ts";

/** How the lines of a log are drawn, as far as keys change it, and which part of them is in sight. */
export class LogDrawing {
	readonly columns = new LogColumns();
	form: LineForm = "fields";
	times: TimeForm = "local";
	/** Told by what was drawn last: something is cut off at the right. */
	isCut = false;
	#wrap = false;
	#isLocked = true;
	/** Undefined = where something is filtered or searched for, and there is room. */
	#histogram: boolean | undefined;
	#left = 0;
	#width = 80;
	readonly #changed: () => void;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	/** Lines that are too long go on below instead of being cut off. */
	get wrap(): boolean {
		return this.#wrap;
	}

	/** Times and labels stay when the rest moves sideways. */
	get isLocked(): boolean {
		return this.#isLocked;
	}

	/** Cells that are cut off at the left. */
	get left(): number {
		return this.#left;
	}

	/** Cells of a line, as the screen has told. */
	get width(): number {
		return this.#width;
	}

	/** Told by the screen. */
	fit(width: number): void {
		this.#width = width;
	}

	/** Move sideways by half a screen. */
	shift(step: 1 | -1): void {
		if (this.#wrap || (step === 1 && !this.isCut)) return;
		this.#left = Math.max(0, this.#left + step * Math.ceil(this.#width / 2));
		this.#changed();
	}

	toggleWrap(): void {
		this.#wrap = !this.#wrap;
		this.#left = 0;
		this.#changed();
	}

	toggleLock(): void {
		this.#isLocked = !this.#isLocked;
		this.#changed();
	}

	/** The fields of lines after them, below one another, or the lines as they came. */
	stepForm(): void {
		this.form = following(lineForms, this.form);
		this.#left = 0;
		this.#changed();
	}

	stepTimes(): void {
		this.times = following(timeForms, this.times);
		this.#changed();
	}

	/** Whether bars are wanted above the log; unless somebody has said so, `isLooking` does. */
	hasHistogram(isLooking: boolean): boolean {
		return this.#histogram ?? isLooking;
	}

	toggleHistogram(isLooking: boolean): void {
		this.#histogram = !this.hasHistogram(isLooking);
		this.#changed();
	}

	/** Other lines from now on. */
	reset(): void {
		this.columns.reset();
		this.#left = 0;
	}
}

/** The one after it, and after the last the first. */
export function following<T>(all: readonly T[], one: T): T {
	return all[(all.indexOf(one) + 1) % all.length] as T;
}
