import type { View } from "./workspace.ts";

/** A view that was on screen: where it was opened on, and how it was last looked at. */
export interface Stop<Locator> {
	locator: Locator;
}

/** A whole stack of views as it once was. */
export type Visit<Locator> = readonly Stop<Locator>[];

/** More steps than these nobody goes back. */
const MOST_VISITS = 100;

/**
 * The stacks of views that were on screen, as a browser keeps its pages: opening something forgets what lay ahead,
 * and a stack that is left by `esc` for the one before it still lies ahead. No view is kept open for it: of a closed
 * one its locator is left.
 */
export class History<Locator> {
	readonly #locate: (view: View) => Locator | undefined;
	readonly #stops = new WeakMap<View, Stop<Locator>>();
	#visits: readonly Visit<Locator>[] = [];
	#at = -1;
	/** What was on screen before what is. */
	#last: Visit<Locator> | undefined;

	/** @param locate - how a view can be opened again; undefined for one that is passed over, such as the help */
	constructor(locate: (view: View) => Locator | undefined) {
		this.#locate = locate;
	}

	/** The visit `steps` ahead, or behind when negative; undefined when there is none. */
	ahead(steps: number): Visit<Locator> | undefined {
		return this.#visits[this.#at + steps];
	}

	/** What was on screen before what is, wherever that was. */
	get last(): Visit<Locator> | undefined {
		return this.#last;
	}

	/** The stop of a view that is open, if it has one. */
	stopOf(view: View): Stop<Locator> | undefined {
		return this.#stops.get(view);
	}

	/** A view was opened again on a stop. */
	reopened(view: View, stop: Stop<Locator>): void {
		this.#stops.set(view, stop);
	}

	/** A view is about to be closed: keep how it was looked at. */
	leaving(view: View): void {
		const stop = this.#stops.get(view);
		const locator = this.#locate(view);
		if (stop !== undefined && locator !== undefined) stop.locator = locator;
	}

	/** What is on screen was not meant to be seen: what comes next takes its place. */
	forget(): void {
		this.#visits = this.#visits.slice(0, this.#at);
		this.#at = this.#visits.length - 1;
	}

	/** These views are on screen now. */
	visit(views: readonly View[], steps = 0): void {
		const now = views.flatMap((view) => this.#stopFor(view) ?? []);
		const before = this.#visits[this.#at];
		if (now.length === 0 || (before !== undefined && same(before, now))) return;
		const step = steps !== 0 ? steps : [-1, 1].find((near) => same(this.ahead(near) ?? [], now));
		if (step !== undefined) this.#at += step;
		else {
			this.#visits = [...this.#visits.slice(0, this.#at + 1), now].slice(-MOST_VISITS);
			this.#at = this.#visits.length - 1;
		}
		this.#last = before;
	}

	#stopFor(view: View): Stop<Locator> | undefined {
		const known = this.#stops.get(view);
		if (known !== undefined) return known;
		const locator = this.#locate(view);
		if (locator === undefined) return undefined;
		const stop = { locator };
		this.#stops.set(view, stop);
		return stop;
	}
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
	return one.length === other.length && one.every((stop, place) => stop === other[place]);
}
