import { describe, expect, it } from "vitest";
import { internText, TextCache } from "../../../src/kube/wire/intern.ts";
import { readText } from "../../../src/kube/wire/text-reader.ts";

describe("TextCache", () => {
	it("keeps what is wanted against any one newcomer, and lets it go when nobody wants it", () => {
		const cache = new TextCache();
		cache.miss(1, "node");
		for (let count = 0; count < 3; count++) cache.hit(1);
		for (let count = 0; count < 3; count++) cache.miss(1, `uid-${count}`);
		expect(cache.at(1)).toBe("node");
		cache.miss(1, "uid-4");
		expect(cache.at(1)).toBe("uid-4");
	});
});

describe.each([
	["from bytes", (text: string) => readText(Buffer.from(`<${text}>`), 1, 1 + Buffer.byteLength(text))],
	["from strings", internText],
])("text %s", (_source, read) => {
	it("is the same text, however many others there are", () => {
		const texts = Array.from({ length: 40_000 }, (_, index) => `node-${index % 977}.zone-${index}`);
		for (let round = 0; round < 2; round++) expect(texts.filter((text) => read(text) !== text)).toStrictEqual([]);
	});

	it.each(["", "a", "ab", "é", "日本", "🙂", "x".repeat(128), "y".repeat(129), "é".repeat(70), "\u0000", "\u00ff"])(
		"is right for %j, twice",
		(text) => {
			expect([read(text), read(text)]).toStrictEqual([text, text]);
		},
	);
});

it("does not take bytes for the Latin-1 text of the same codes", () => {
	expect(readText(Buffer.from("é"), 0, 2)).toBe("é");
	expect(readText(Buffer.from([0xe9]), 0, 1)).toBe("\ufffd");
	expect(readText(Buffer.from([0xe9]), 0, 1)).toBe("\ufffd");
});
