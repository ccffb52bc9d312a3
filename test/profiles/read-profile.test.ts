import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readProfile } from "../../src/profiles/read-profile.ts";
import { pprofBytes } from "../../src/sim/profiles/pprof-bytes.ts";
import { fuzz } from "../support/fuzz.ts";

const heap = pprofBytes({
	kinds: ["inuse_objects/count", "inuse_space/bytes"],
	stacks: [
		["main;serve;parse", 2, 2_048],
		["main;serve", 1, 10],
		["main;serve;parse;grow", 1, -5],
	],
	durationMs: 1_500,
});

test("stacks go from what ran to who called first, with one value a kind; the last kind is looked at first", () => {
	const read = readProfile(heap);
	expect(read.ok && read.value.kinds).toEqual([
		{ type: "inuse_objects", unit: "count" },
		{ type: "inuse_space", unit: "bytes" },
	]);
	if (!read.ok) throw new Error(read.failure.message);
	const { functions, samples, firstKind, durationMs } = read.value;
	expect(firstKind).toBe(1);
	expect(durationMs).toBe(1_500);
	expect(samples.map(({ stack, values }) => [stack.map((one) => functions[one]).join(" < "), ...values])).toEqual([
		["parse < serve < main", 2, 2_048],
		["serve < main", 1, 10],
		["grow < parse < serve < main", 1, -5],
	]);
});

test("it need not be gzipped", () => {
	expect(readProfile(gunzipSync(heap))).toEqual(readProfile(heap));
});

test.each([
	["nothing", Buffer.alloc(0)],
	["a web page", Buffer.from("<html>404 page not found</html>")],
	["half of one", heap.subarray(0, heap.length / 2)],
	["gzip of something else", Buffer.from("1f8b0800000000000003", "hex")],
])("%s is told to be no profile", (_what, bytes) => {
	const read = readProfile(bytes);
	expect(read.ok ? "" : read.failure.message).toMatch(/^what came is no profile: \S/);
});

test("whatever is changed in its bytes, it is read or is told to be none", async () => {
	const bytes = gunzipSync(heap);
	let broken = 0;
	await fuzz(
		fc.property(
			fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
			fc.nat(bytes.length),
			(changes, cut) => {
				const damaged = Buffer.from(bytes);
				for (const [at, value] of changes) damaged[at] = value;
				const read = readProfile(cut % 3 === 0 ? damaged.subarray(0, cut) : damaged);
				if (!read.ok) {
					broken++;
					expect(read.failure.kind).toBe("invalid");
					return;
				}
				const { samples, functions, kinds } = read.value;
				for (const { stack, values } of samples) {
					expect(values.length).toBe(kinds.length);
					expect(stack.every((one) => functions[one] !== undefined)).toBe(true);
				}
			},
		),
		100_000,
	);
	expect(broken).toBeGreaterThan(100);
});
