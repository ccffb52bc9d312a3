import { expect, it } from "vitest";
import { ByteQueue } from "../../../src/kube/wire/byte-queue.ts";
import { seeded } from "./generated-object.ts";

it("gives out what went in, whatever the sizes of chunks, takes and skips", () => {
	const random = seeded(5);
	const below = (limit: number) => Math.floor(random() * limit);
	const bytes = Buffer.from(Array.from({ length: 200_000 }, () => below(256)));
	const queue = new ByteQueue();
	let pushed = 0;
	let used = 0;
	while (used < bytes.length) {
		if (pushed < bytes.length && (random() < 0.3 || queue.length === 0)) {
			const size = below(10) === 0 ? below(5000) : below(20);
			queue.push(Uint8Array.from(bytes.subarray(pushed, pushed + size)));
			pushed = Math.min(bytes.length, pushed + size);
		}
		expect(queue.length).toBe(Math.max(0, pushed - used));
		const ahead = below(40);
		expect(queue.at(ahead)).toBe(used + ahead < pushed ? bytes[used + ahead] : undefined);
		const count = below(8) === 0 ? below(6000) : below(30);
		if (random() < 0.3 && used + count <= bytes.length) {
			queue.skip(count);
			used += count;
			expect(queue.isEmpty).toBe(used === pushed);
			while (pushed < used) {
				queue.push(Uint8Array.from(bytes.subarray(pushed, pushed + 100)));
				pushed = Math.min(bytes.length, pushed + 100);
			}
			continue;
		}
		const taken = queue.take(count);
		if (used + count > pushed) expect(taken).toBeUndefined();
		else expect(taken).toStrictEqual(Buffer.from(bytes.subarray(used, used + count)));
		used += taken?.length ?? 0;
		if (used === pushed && pushed === bytes.length) break;
	}
	expect(queue.isEmpty).toBe(true);
});
