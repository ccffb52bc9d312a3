import { expect, test } from "vitest";
import recorded from "../oracle/goldens.json" with { type: "json" };
import type { Goldens } from "../oracle/goldens.ts";
import { expectSameCells } from "../oracle/same-cells.ts";
import { expectDuration, expectHumanDuration, expectQuantity, expectTime } from "../oracle/same-texts.ts";

// The same as `test/oracle` asks Kubernetes' own code by the ten thousand.
const goldens = recorded as unknown as Goldens;

test.each(["quantities", "milliseconds", "durations", "times", "objects"] as const)("there are %s", (what) => {
	expect(goldens[what].length).toBeGreaterThan(50);
});

test("quantities amount to what Kubernetes says", () => {
	for (const { asked, answer } of goldens.quantities) expectQuantity(asked, answer);
});

test("durations read as kubectl's AGE", () => {
	for (const { asked, answer } of goldens.milliseconds) expectHumanDuration(asked, answer);
});

test("what is written as a duration lasts as long as it does for Go", () => {
	for (const { asked, answer } of goldens.durations) expectDuration(asked, answer);
});

test("what is written as a time is the same moment", () => {
	for (const { asked, answer } of goldens.times) expectTime(asked, answer);
});

test.each(goldens.objects.map((one, place) => [place, one.plural, one] as const))(
	"object %d, of %s: every cell is kubectl's",
	(_place, plural, { asked, answer }) => expectSameCells(plural, asked, answer),
);
