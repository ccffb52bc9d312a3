import { expect, it } from "vitest";
import { inSlices } from "../../../src/kube/wire/body-slices.ts";

async function* chunks(...sizes: number[]): AsyncGenerator<Uint8Array> {
	for (const size of sizes) yield new Uint8Array(size).fill(size % 251);
}

it("gives a body in pieces of at most 64 KB, all of it", async () => {
	const sizes: number[] = [];
	for await (const slice of inSlices(chunks(10, 200_000, 0, 65_536))) sizes.push(slice.length);
	expect(sizes).toStrictEqual([10, 65_536, 65_536, 65_536, 3392, 65_536]);
});

it.each([
	["one chunk", [4 * 1024 * 1024]],
	["many chunks that had all arrived", Array.from({ length: 64 }, () => 65_536)],
])("lets others have a turn every 256 KB of %s", async (_form, sizes) => {
	let turns = 0;
	let bytesSinceTurn = 0;
	let most = 0;
	const count = (): void => {
		turns++;
		bytesSinceTurn = 0;
		next = setImmediate(count);
	};
	let next = setImmediate(count);
	for await (const slice of inSlices(chunks(...sizes))) {
		bytesSinceTurn += slice.length;
		most = Math.max(most, bytesSinceTurn);
	}
	clearImmediate(next);
	expect(turns).toBeGreaterThanOrEqual(15);
	// The turn that is taken and the one that counts may be in either order.
	expect(most).toBeLessThanOrEqual(2 * 256 * 1024);
});
