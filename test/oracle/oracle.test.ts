import fc from "fast-check";
import { afterAll, inject, test } from "vitest";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { generated } from "./generated-objects.ts";
import { durationMs, durationText, quantity, timeText } from "./generated-texts.ts";
import { Oracle } from "./oracle.ts";
import { expectSameCells } from "./same-cells.ts";
import { expectDuration, expectHumanDuration, expectQuantity, expectTime } from "./same-texts.ts";

const oracle = new Oracle(inject("oracle"));
afterAll(() => oracle[Symbol.asyncDispose]());

test(
	"a quantity amounts to what Kubernetes says, and is drawn as kubectl top would",
	async () => {
		await fuzz(
			fc.asyncProperty(quantity, async (text) => expectQuantity(text, await oracle.ask({ quantity: text }))),
			100_000,
		);
	},
	fuzzTimeoutMs,
);

test(
	"a duration reads as kubectl's AGE",
	async () => {
		await fuzz(
			fc.asyncProperty(durationMs, async (ms) =>
				expectHumanDuration(ms, await oracle.ask({ humanDuration: `${ms}000000` })),
			),
			100_000,
		);
	},
	fuzzTimeoutMs,
);

test(
	"what is written as a duration lasts as long as it does for Go",
	async () => {
		await fuzz(
			fc.asyncProperty(durationText, async (text) => expectDuration(text, await oracle.ask({ duration: text }))),
			100_000,
		);
	},
	fuzzTimeoutMs,
);

test.each(["time", "microTime"] as const)(
	"what is written as a %s is the same moment",
	async (form) => {
		await fuzz(
			fc.asyncProperty(timeText, async (text) =>
				expectTime(text, await oracle.ask(form === "time" ? { time: text } : { microTime: text })),
			),
			50_000,
		);
	},
	fuzzTimeoutMs,
);

/** Pods can say most, and say it in the most ways. */
const nightly = (plural: string): number => (plural === "pods" ? 100_000 : 20_000);

test.each(Object.entries(generated))(
	"every cell of %s is kubectl's",
	async (plural, object) => {
		await fuzz(
			fc.asyncProperty(object, async (one) => expectSameCells(plural, one, await oracle.ask({ object: one }))),
			nightly(plural),
		);
	},
	fuzzTimeoutMs,
);
