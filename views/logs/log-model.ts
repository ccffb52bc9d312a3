import type { Clock, Timer } from "../../src/base/clock.ts";
import { createStore, type Readable } from "../../src/base/store.ts";
import type { LogRange, LogRow, LogTarget, LogView } from "../../src/logs/log-view.ts";
import type { FilterError } from "../../src/table/filter-tree.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Pane } from "../screens/pane.ts";
import { KnownSources } from "./known-sources.ts";
import { following, LogDrawing } from "./log-drawing.ts";
import { LogScroll } from "./log-scroll.ts";
import type { NamedLogTarget } from "./log-target.ts";
import type { SourceLabels } from "./source-labels.ts";

/** What is read first, and what is read of it. */
export interface LogRequest {
	readonly target: LogTarget;
	readonly range: LogRange;
	readonly previous: boolean;
}

/** What a log screen is made of. */
export interface LogModelOptions {
	readonly named: NamedLogTarget;
	readonly previous?: boolean;
	/** What is read of each at first; the last lines when left out. */
	readonly range?: LogRange;
	readonly open: (request: LogRequest) => LogView;
	readonly clock: Clock;
}

/** What is read of each container when nothing else is asked for. */
export const firstRange: LogRange = { by: "tail", lines: 500 };

/** A filter may make the server read anew: it is not applied at every letter. */
const TYPING_PAUSE_MS = 250;
/** Lines before and after what matches, in the order in which the key steps through them. */
const contexts = [0, 1, 3, 10];

/** A screen of logs: what is read, what is looked for in it, and where one is. */
export class LogModel implements Disposable, Pane {
	readonly type = "logs";
	/** What was asked for first. */
	readonly origin: NamedLogTarget;
	/** Grows with everything that could change what is drawn. */
	readonly changed: Readable<number>;
	/** What is wrong with the filter or the search that is being typed. */
	readonly problem = createStore<FilterError | undefined>(undefined);
	readonly scroll = new LogScroll(() => this.#view);
	readonly drawing = new LogDrawing(() => this.redraw());
	/** Lines that are marked, in order. */
	readonly marks = new Set<number>();
	/** Told by what was drawn last: the line that each row of the screen shows, where it shows one. */
	onScreen: readonly (number | undefined)[] = [];
	#named: NamedLogTarget;
	#view: LogView;
	#ends: readonly (() => void)[] = [];
	#typing: Timer | undefined;
	readonly #known = new KnownSources();
	readonly #options: LogModelOptions;
	readonly #changes = createStore(0);

	constructor(options: LogModelOptions) {
		this.origin = options.named;
		this.changed = this.#changes;
		this.#options = options;
		this.#named = options.named;
		this.#view = this.#open({ range: options.range ?? firstRange, previous: options.previous ?? false });
	}

	/** What is read. */
	get logs(): LogView {
		return this.#view;
	}

	get target(): LogTarget {
		return this.#named.target;
	}

	/** Whose logs these are: `Deployment payments/api`. */
	get title(): SafeText {
		return this.#named.title;
	}

	/** What stands before the lines of each source. */
	get labels(): SourceLabels {
		return this.#known.labels(this.#view.sources.get(), Math.trunc(this.drawing.width / 4));
	}

	/** Every container there has been. */
	get containerNames(): ReadonlySet<string> {
		return this.#known.containerNames;
	}

	/** The line one is at. */
	current(): LogRow | undefined {
		return this.scroll.current();
	}

	get term(): string {
		return this.#view.searched;
	}

	scrollBy(rows: number): void {
		this.scroll.moveBy(rows);
		this.redraw();
	}

	/** Move what is on the screen, and the line one is at with it. */
	shiftBy(rows: number): void {
		this.scroll.shiftBy(rows);
		this.redraw();
	}

	/** Go to the line that a row of the screen shows. False when one is there already, or there is none. */
	choose(row: number): boolean {
		const line = this.onScreen[row];
		if (line === undefined || (!this.scroll.isFollowing && line === this.current()?.line)) return false;
		this.scroll.toLine(line);
		this.redraw();
		return true;
	}

	scrollTo(row: number): void {
		if (row === 0) this.scroll.toStart();
		else this.scroll.follow();
		this.redraw();
	}

	page(screens: number): void {
		this.scroll.page(screens);
		this.redraw();
	}

	shift(step: 1 | -1): void {
		this.drawing.shift(step);
	}

	toggleWrap(): void {
		this.drawing.toggleWrap();
	}

	/** Go with the log, or stay where one is. */
	toggleFollow(): void {
		if (this.scroll.isFollowing) this.scroll.stop();
		else this.scroll.follow();
		this.redraw();
	}

	search(term: string): void {
		const searched = this.#view.setSearch(term);
		this.problem.set(searched.ok ? undefined : searched.failure);
		this.redraw();
	}

	/** From where one is to the match that is nearest above, for that is where one came from. */
	goToMatch(): void {
		const line = this.current()?.line;
		if (line === undefined || this.term === "") return;
		const match = this.#view.findMatch(line + 1, -1) ?? this.#view.findMatch(line, 1);
		if (match !== undefined) this.scroll.toLine(match);
		this.redraw();
	}

	next(step: 1 | -1): boolean {
		const line = this.current()?.line ?? 0;
		const end = step === 1 ? -1 : Number.MAX_SAFE_INTEGER;
		const match = this.#view.findMatch(line, step) ?? this.#view.findMatch(end, step);
		if (match === undefined) return false;
		this.scroll.toLine(match);
		this.redraw();
		return true;
	}

	/** Show only lines that match; while it is being typed, after a pause. */
	setFilter(text: string, isTyping = false): void {
		this.#typing?.cancel();
		this.#typing = undefined;
		if (isTyping) {
			this.#typing = this.#options.clock.after(TYPING_PAUSE_MS, () => this.setFilter(text));
			return;
		}
		if (text !== this.#view.filter || this.problem.get() !== undefined) {
			const set = this.#view.setFilter(text);
			this.problem.set(set.ok ? undefined : set.failure);
		}
		this.redraw();
	}

	/** Whether bars are wanted above the log. */
	get hasHistogram(): boolean {
		return this.drawing.hasHistogram(this.#isLooking);
	}

	/** Bars above the log, or none. */
	toggleHistogram(): void {
		this.drawing.toggleHistogram(this.#isLooking);
	}

	stepContext(): void {
		this.#view.setContext(following(contexts, this.#view.context));
		this.redraw();
	}

	toggleMark(): void {
		const row = this.current();
		if (row === undefined) return;
		if (!this.marks.delete(row.line)) this.marks.add(row.line);
		this.redraw();
	}

	/** Step back: what is searched for, marks, the filter. False when there is nothing to step back from. */
	back(): boolean {
		if (this.term !== "") this.search("");
		else if (this.marks.size > 0) this.marks.clear();
		else if (this.#view.filter !== "") {
			this.#view.setInverted(false);
			this.setFilter("");
		} else return false;
		this.redraw();
		return true;
	}

	/** Read others instead: what is typed and how it is drawn stays. */
	retarget(named: NamedLogTarget): void {
		const { range, previous, filter, searched, inverted, context } = this.#view;
		this.#close();
		this.#known.reset();
		this.#named = named;
		this.#view = this.#open({ range, previous });
		this.#view.setFilter(filter);
		this.#view.setSearch(searched);
		this.#view.setInverted(inverted);
		this.#view.setContext(context);
		this.#begin();
	}

	redraw(): void {
		this.#changes.update((count) => count + 1);
	}

	[Symbol.dispose](): void {
		this.#close();
	}

	get #isLooking(): boolean {
		return this.#view.filter !== "" || this.#view.searched !== "";
	}

	#open(request: Omit<LogRequest, "target">): LogView {
		const view = this.#options.open({ ...request, target: this.#named.target });
		this.#ends = [
			view.changed.subscribe(() => this.redraw()),
			view.sources.subscribe(() => this.redraw()),
			view.trouble.subscribe(() => this.redraw()),
			view.generation.subscribe(() => this.#begin()),
		];
		return view;
	}

	#close(): void {
		this.#typing?.cancel();
		for (const end of this.#ends) end();
		this.#view[Symbol.dispose]();
	}

	/** All is read anew: lines have other numbers. */
	#begin(): void {
		this.scroll.reset();
		this.drawing.reset();
		this.marks.clear();
		this.redraw();
	}
}
