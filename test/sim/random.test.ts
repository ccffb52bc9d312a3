import { expect, test } from "vitest";
import { createRandom } from "../../src/sim/world/random.ts";

const draw = (seed: string): number[] => {
	const random = createRandom(seed);
	return Array.from({ length: 5 }, () => random.next());
};

test("a seed gives the same numbers again, another seed others", () => {
	expect(draw("a")).toEqual(draw("a"));
	expect(draw("a")).not.toEqual(draw("b"));
});

test("numbers are spread over [0, 1)", () => {
	const random = createRandom("spread");
	const buckets = Array.from({ length: 10 }, () => 0);
	for (let count = 0; count < 10_000; count++) {
		const index = Math.floor(random.next() * 10);
		buckets[index] = (buckets[index] ?? 0) + 1;
	}
	expect(Math.min(...buckets)).toBeGreaterThan(900);
	expect(Math.max(...buckets)).toBeLessThan(1_100);
});

test("a fork does not depend on what its parent has drawn", () => {
	const fresh = createRandom("parent").fork("child").next();
	const used = createRandom("parent");
	used.next();
	expect(used.fork("child").next()).toBe(fresh);
});

test("a UUID is one", () => {
	expect(createRandom("x").uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
