import { createStore, type Readable } from "../../src/base/store.ts";
import type { Place } from "../commands/command.ts";

/** The help: which view it explains, and how far it is scrolled. */
export class HelpModel implements Disposable {
	readonly type = "help";
	/** The kind of view whose keys are listed. */
	readonly about: Place;
	readonly offset: Readable<number>;
	readonly #offset = createStore(0);
	#lines = 0;
	#height = 1;

	constructor(about: Place) {
		this.about = about;
		this.offset = this.#offset;
	}

	/** Told by the screen: how many lines there are, and how many of them fit. */
	fit(lines: number, height: number): void {
		this.#lines = lines;
		this.#height = height;
	}

	scrollBy(lines: number): void {
		this.scrollTo(this.#offset.get() + lines);
	}

	scrollTo(line: number): void {
		this.#offset.set(Math.max(0, Math.min(line, this.#lines - this.#height)));
	}

	[Symbol.dispose](): void {
		this.#lines = 0;
	}
}
