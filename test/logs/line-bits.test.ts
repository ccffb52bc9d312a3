import fc from "fast-check";
import { expect, it } from "vitest";
import { LineBits } from "../../src/logs/line-bits.ts";
import { fuzz } from "../support/fuzz.ts";

it("a set of lines counts, ranks and selects as a sorted list does", () =>
	fuzz(
		fc.property(
			fc.array(fc.nat(20_000), { maxLength: 80 }),
			fc.nat(20_000),
			fc.nat(21_000),
			(lines, dropped, asked) => {
				const bits = new LineBits();
				for (const line of lines) bits.add(line);
				bits.drop(dropped);
				const list = [...new Set(lines)].filter((line) => line >= dropped).sort((a, b) => a - b);
				expect(bits.count).toBe(list.length);
				expect(list.map((_, rank) => bits.select(rank))).toEqual(list);
				expect(bits.select(list.length)).toBeUndefined();
				expect(bits.rank(asked)).toBe(list.filter((line) => line < asked).length);
				expect(bits.has(asked)).toBe(list.includes(asked));
			},
		),
		20_000,
	));
