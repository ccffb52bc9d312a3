import { expect, test } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { createStore } from "../../src/base/store.ts";

test("a store tells its listeners of changes and only of changes", () => {
	const store = createStore(1);
	const seen: number[] = [];
	const end = store.subscribe(() => seen.push(store.get()));
	store.set(2);
	store.set(2);
	store.update((value) => value + 1);
	end();
	store.set(4);
	expect(seen).toEqual([2, 3]);
});

test("a listener that leaves while it is told does not hide the change from the others", () => {
	const store = createStore(0);
	const seen: string[] = [];
	const endFirst = store.subscribe(() => {
		seen.push("first");
		endFirst();
	});
	store.subscribe(() => seen.push("second"));
	store.set(1);
	store.set(2);
	expect(seen).toEqual(["first", "second", "second"]);
});

test("activity is idle when every piece of work has ended, each counted once", async () => {
	const activity = createActivity();
	const list = activity.begin();
	const frame = activity.begin();
	let idle = false;
	const waiting = activity.idle().then(() => {
		idle = true;
	});
	list[Symbol.dispose]();
	list[Symbol.dispose]();
	await Promise.resolve();
	expect(idle).toBe(false);
	frame[Symbol.dispose]();
	await waiting;
	expect(idle).toBe(true);
	expect(activity.pending.get()).toBe(0);
});
