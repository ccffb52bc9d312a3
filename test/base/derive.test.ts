import { describe, expect, it } from "vitest";
import { derive, deriveAll } from "../../src/base/derive.ts";
import { createStore } from "../../src/base/store.ts";

describe("a value derived from others", () => {
	it("is computed when it is read after a change, and only then", () => {
		const a = createStore(1);
		const b = createStore(10);
		let runs = 0;
		const sum = deriveAll([a, b], () => {
			runs++;
			return a.get() + b.get();
		});
		expect([sum.get(), sum.get(), runs]).toEqual([11, 11, 1]);
		a.set(2);
		a.set(3);
		expect([sum.get(), sum.get(), runs]).toEqual([13, 13, 2]);
	});

	it("stays the same object while it says the same", () => {
		const count = createStore(1);
		const parity = deriveAll(
			[count],
			() => ({ even: count.get() % 2 === 0 }),
			(one, other) => one.even === other.even,
		);
		const before = parity.get();
		count.set(3);
		expect(parity.get()).toBe(before);
		count.set(4);
		expect(parity.get()).toEqual({ even: true });
	});

	it("tells of a change of any of them until it is let go", () => {
		const a = createStore(1);
		const b = createStore(10);
		let told = 0;
		const end = deriveAll([a, b], () => a.get()).subscribe(() => told++);
		a.set(2);
		b.set(20);
		end();
		a.set(3);
		b.set(30);
		expect(told).toBe(2);
	});

	it("from one other gets its value", () => {
		const name = createStore("api");
		const length = derive(name, (value) => value.length);
		name.set("gateway");
		expect(length.get()).toBe(7);
	});
});
