import { expect, it } from "vitest";
import { LazySegmenter } from "../../src/base/lazy-segmenter.ts";

it.each(["grapheme", "word"] as const)("segments by %s as the one that it stands for", (granularity) => {
	const text = "e\u0301 👨‍👩‍👧 価格 ok";
	const lazy = new LazySegmenter("en", { granularity });
	const real = new Intl.Segmenter("en", { granularity });
	expect([...lazy.segment(text)]).toEqual([...real.segment(text)]);
	expect([...lazy.segment("ab")]).toEqual([...real.segment("ab")]);
});
