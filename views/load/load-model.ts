import type { Clock } from "../../src/base/clock.ts";
import { coalesce } from "../../src/base/coalesce.ts";
import { type LoadPlan, LoadTest } from "../../src/forwards/load-test.ts";
import { TextPane } from "../screens/text-pane.ts";
import { loadLines } from "./load-lines.ts";

/** So often the figures are drawn anew while it runs. */
const DRAW_EVERY_MS = 250;

/** A load test on the screen: it runs as long as it is looked at. */
export class LoadModel implements Disposable {
	readonly type = "load";
	readonly pane = new TextPane();
	readonly #clock: Clock;
	readonly #plan: LoadPlan;
	#test: LoadTest;
	#end: () => void = () => undefined;

	constructor(plan: LoadPlan, clock: Clock) {
		this.#plan = plan;
		this.#clock = clock;
		this.#test = this.#begin();
	}

	get test(): LoadTest {
		return this.#test;
	}

	get isRunning(): boolean {
		return this.#test.report.get().state === "running";
	}

	/** The same once more. */
	again(): void {
		this[Symbol.dispose]();
		this.#test = this.#begin();
	}

	[Symbol.dispose](): void {
		this.#end();
		this.#test.stop();
	}

	#begin(): LoadTest {
		const test = new LoadTest(this.#plan, this.#clock);
		const draw = (): void => this.pane.follow((width) => loadLines(test.plan, test.report.get(), width));
		const soon = coalesce(this.#clock, DRAW_EVERY_MS, draw);
		const stop = test.report.subscribe(() => soon.request());
		this.#end = () => {
			stop();
			soon[Symbol.dispose]();
		};
		draw();
		return test;
	}
}
