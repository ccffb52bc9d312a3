import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockBytes } from "../../src/logs/line-block.ts";
import { type BlockFile, LineStore } from "../../src/logs/line-store.ts";
import { SpillFile } from "../../src/logs/spill-file.ts";
import { fuzz } from "../support/fuzz.ts";
import { settle } from "../support/manual-clock.ts";

const encoder = new TextEncoder();

function append(store: LineStore, text: string): void {
	const bytes = encoder.encode(text);
	store.append({ atUs: store.end, source: store.end % 7, kind: "line", bytes, from: 0, to: bytes.length, cutBytes: 0 });
}

function textOf(store: LineStore, line: number): string | undefined {
	const place = store.find(line);
	return place?.block.text(place.index);
}

/** A file that is as quick as memory: how fast a disk is must not matter. */
function quickFile(): BlockFile {
	const blocks = new Map<number, Buffer>();
	let slots = 0;
	return {
		get bytes() {
			return blocks.size * blockBytes;
		},
		write: async (buffer) => {
			blocks.set(slots, Buffer.from(buffer));
			return slots++;
		},
		read: (slot, into) => {
			into.set(blocks.get(slot) ?? new Uint8Array(0));
			return blocks.has(slot);
		},
		free: (slot) => void blocks.delete(slot),
		[Symbol.dispose]: () => blocks.clear(),
	};
}

const long = "x".repeat(10_000);

describe("the store of lines", () => {
	it("keeps a bounded part in memory and all of it at hand", async () => {
		using store = new LineStore(
			{ memoryBytes: 20 * blockBytes, fileBytes: 1_000 * blockBytes },
			{ dropped: () => undefined },
			quickFile,
		);
		for (let line = 0; line < 2_000; line++) {
			append(store, `${line} ${long}`);
			await settle(1);
		}
		expect(store.memoryBytes).toBeLessThanOrEqual(20 * blockBytes);
		expect(store.fileBytes).toBeGreaterThan(30 * blockBytes);
		expect(store.first).toBe(0);
		for (let line = 0; line < 2_000; line += 37) expect(textOf(store, line)).toBe(`${line} ${long}`);
	});

	it("drops the oldest when the file is full, and says so", async () => {
		const dropped: number[] = [];
		using store = new LineStore(
			{ memoryBytes: 12 * blockBytes, fileBytes: 10 * blockBytes },
			{ dropped: (first) => dropped.push(first) },
			quickFile,
		);
		for (let line = 0; line < 2_000; line++) {
			append(store, `${line} ${long}`);
			await settle(1);
		}
		expect(store.fileBytes).toBeLessThanOrEqual(10 * blockBytes);
		expect(store.first).toBe(dropped.at(-1));
		expect(textOf(store, store.first)).toBe(`${store.first} ${long}`);
		expect(textOf(store, store.first - 1)).toBeUndefined();
	});

	it("holds to its bounds where no file can be made", () => {
		using store = new LineStore(
			{ memoryBytes: 16 * blockBytes, fileBytes: blockBytes },
			{ dropped: () => undefined },
			() => undefined,
		);
		for (let line = 0; line < 2_000; line++) append(store, `${line} ${long}`);
		expect(store.memoryBytes).toBeLessThanOrEqual(16 * blockBytes);
		expect(store.first).toBeGreaterThan(0);
		expect(textOf(store, 1_999)).toBe(`1999 ${long}`);
	});

	it("leaves nothing in the folder of its file, and gives back what was written there", async () => {
		const folder = mkdtempSync(join(tmpdir(), "spill-"));
		try {
			using file = SpillFile.open(folder);
			expect(readdirSync(folder)).toEqual([]);
			const block = Buffer.alloc(blockBytes, "x");
			const slot = (await file?.write(block)) ?? -1;
			const back = Buffer.alloc(blockBytes);
			expect(file?.read(slot, back)).toBe(true);
			expect(back.equals(block)).toBe(true);
			expect(file?.bytes).toBe(blockBytes);
			file?.free(slot);
			expect(file?.bytes).toBe(0);
		} finally {
			rmdirSync(folder);
		}
		expect(SpillFile.open(folder)).toBeUndefined();
	});

	it("gives back every line as it was, whatever their lengths", () =>
		fuzz(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom("", "a", "é桜🚀", "\u0000\x1b[31m", long, long.repeat(12)), fc.nat(9)), {
					maxLength: 60,
				}),
				(texts) => {
					using store = new LineStore({ memoryBytes: 64 * blockBytes, fileBytes: 0 }, { dropped: () => undefined });
					for (const [text, digit] of texts) append(store, `${digit}${text}`);
					expect(texts.map((_, line) => textOf(store, line))).toEqual(texts.map(([text, digit]) => `${digit}${text}`));
					expect(texts.map((_, line) => store.find(line)?.block.atUs(store.find(line)?.index ?? 0))).toEqual(
						texts.map((_, line) => line),
					);
				},
			),
			2_000,
		));
});
