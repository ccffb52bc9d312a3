import { expect, it } from "vitest";
import type { Clock } from "../../src/base/clock.ts";
import { blockBytes } from "../../src/logs/line-block.ts";
import { LineMerge } from "../../src/logs/line-merge.ts";
import { LineSelection } from "../../src/logs/line-selection.ts";
import { LineStore } from "../../src/logs/line-store.ts";

/** A clock on which each look at it takes a millisecond, and whose timers fire by hand: work is counted, not timed. */
class CountedClock implements Clock {
	readonly timers: (() => void)[] = [];
	#ms = 0;

	now(): number {
		return this.#ms;
	}

	monotonic(): number {
		return this.#ms++;
	}

	after(_delayMs: number, callback: () => void): { cancel: () => void } {
		this.timers.push(callback);
		return { cancel: () => void this.timers.splice(this.timers.indexOf(callback), 1) };
	}
}

const text = new TextEncoder().encode("level=info msg=one");

it("a hundred thousand lines at once are handed on, and looked through, a few thousand a turn", () => {
	const clock = new CountedClock();
	using store = new LineStore({ memoryBytes: 64 * blockBytes, fileBytes: 0 }, { dropped: () => undefined });
	let tests = 0;
	const filter = (): boolean => ++tests % 2 === 0;
	const query = { filter, inverted: false, context: 0, search: undefined };
	const origins = (): { namespace: string; pod: string; container: string } => ({
		namespace: "",
		pod: "",
		container: "",
	});
	using selection = new LineSelection({ store, query, origins, clock, onChange: () => undefined });
	using merge = new LineMerge({
		clock,
		nowMs: () => 0,
		deliver: (line) => store.append(line),
		delivered: () => selection.appended(),
	});
	const lane = merge.lane(0, () => undefined);
	for (let line = 0; line < 100_000; line++) lane.line(line, text, 0, text.length, 0);
	let mostDelivered = 0;
	let mostTests = 0;
	let turns = 0;
	for (let timer = clock.timers.shift(); timer !== undefined; timer = clock.timers.shift()) {
		const before = { end: store.end, tests };
		timer();
		turns++;
		mostDelivered = Math.max(mostDelivered, store.end - before.end);
		mostTests = Math.max(mostTests, tests - before.tests);
	}
	expect(store.end).toBe(100_000);
	expect(tests).toBe(100_000);
	expect(selection.shown).toBe(50_000);
	expect(turns).toBeGreaterThan(40);
	expect(mostDelivered).toBeLessThan(4_000);
	expect(mostTests).toBeLessThan(4_000);
});
