import { createStore, type Readable } from "../../src/base/store.ts";
import { History, type Visit } from "./history.ts";
import { type Locator, locate } from "./locator.ts";
import type { View } from "./workspace.ts";

/** Opens a view again on top of the one `below`; undefined when it cannot stand there. */
type Reopen = (locator: Locator, below: View | undefined) => View | undefined;

/** The views from the first to the one on screen, and those that were there before. It owns them: what leaves is closed. */
export class ViewStack implements Disposable {
	readonly views: Readable<readonly View[]>;
	readonly #views = createStore<readonly View[]>([]);
	readonly #history = new History<Locator>(locate);
	readonly #reopen: Reopen;

	constructor(reopen: Reopen) {
		this.#reopen = reopen;
		this.views = this.#views;
	}

	/** Have just these views from now on. */
	set(views: readonly View[], steps = 0): void {
		const gone = this.#views.get().filter((view) => !views.includes(view));
		for (const view of gone) this.#history.leaving(view);
		this.#history.visit(views, steps);
		this.#views.set(views);
		for (const view of gone) view[Symbol.dispose]();
	}

	/** Have these views in place of what is on screen, which is not worth going back to. */
	replace(views: readonly View[]): void {
		this.#history.forget();
		this.set(views);
	}

	/** Whether there is anything `steps` ahead in the history; behind when negative. */
	canTravel(steps: 1 | -1): boolean {
		return this.#history.ahead(steps) !== undefined;
	}

	/** Go forward or back in the history, as in a browser. */
	travel(steps: 1 | -1): void {
		const visit = this.#history.ahead(steps);
		if (visit !== undefined) this.#restore(visit, steps);
	}

	/** Whether anything was on screen before. */
	get hasLast(): boolean {
		return this.#history.last !== undefined;
	}

	/** Change to what was on screen before; again changes back. */
	toggle(): void {
		const { last } = this.#history;
		if (last !== undefined) this.#restore(last, 0);
	}

	[Symbol.dispose](): void {
		const views = this.#views.get();
		this.#views.set([]);
		for (const view of views) view[Symbol.dispose]();
	}

	/** Views that are still open stay as they are; the others are opened again. */
	#restore(visit: Visit<Locator>, steps: number): void {
		const open = new Map(this.#views.get().map((view) => [this.#history.stopOf(view), view]));
		const views: View[] = [];
		for (const stop of visit) {
			const view = open.get(stop) ?? this.#reopen(stop.locator, views.at(-1));
			if (view === undefined) break;
			this.#history.reopened(view, stop);
			views.push(view);
		}
		this.set(views, steps);
	}
}
