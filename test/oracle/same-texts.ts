import { expect } from "vitest";
import { pickJson } from "../../src/kube/wire/json-picker.ts";
import { ageText, humanDuration, parseDuration } from "../../src/text/duration.ts";
import { cpuMillicores, formatCpu, formatMemory, memoryBytes, parseQuantity } from "../../src/text/quantity.ts";
import { MOST_MS } from "./generated-texts.ts";
import type { Answer } from "./oracle.ts";

/** Digits that the value has after its point. */
function decimals(text: string): number {
	const [, after = "", power = "0", small = ""] = /^[+-]?\d*(?:\.(\d*))?(?:[eE]([+-]?\d+)|([num]))?/.exec(text) ?? [];
	return after.length - Number(power) + ({ n: 9, u: 6, m: 3 }[small] ?? 0);
}

/** Figures up to a million cores, in thousandths, have room for their nanocores in a number. */
const MOST_MILLI = 1e9;

/** That a quantity amounts to what Kubernetes says; and is drawn as `kubectl top` would. */
export function expectQuantity(text: string, { error, decimal = "", milli = "0", value = "0" }: Answer): void {
	const ours = parseQuantity(text);
	if (error !== undefined) {
		expect(ours, `${text}: ${error}`).toBeUndefined();
		return;
	}
	// A lone sign or suffix is zero for the reference parser alone.
	if (!/^[+-]?\.?\d/.test(text)) return;
	const theirs = Number(decimal);
	// More than 64 bits hold: some forms are cut there by them and others not, and we go as far as a number goes.
	if (Math.abs(theirs) >= 2 ** 63 - 1) {
		if (ours !== undefined) expect(Math.abs(ours)).toBeGreaterThanOrEqual(2 ** 63 - 1);
		return;
	}
	// What is finer than a nano is rounded away from zero by them, when it is written down; and we keep it.
	if (decimals(text) > 9) {
		expect(Math.abs((ours ?? Number.NaN) - theirs)).toBeLessThanOrEqual(1e-9 + Math.abs(theirs) * 2 ** -52);
		return;
	}
	expect(ours, `${text} is ${decimal}`).toBe(theirs === 0 ? 0 : theirs);
	if (theirs < 0 || theirs * 1_000 > MOST_MILLI) return;
	expect(formatCpu(cpuMillicores(text) ?? Number.NaN)).toBe(`${milli}m`);
	expect(memoryBytes(text)).toBe(Number(value));
	expect(formatMemory(memoryBytes(text) ?? Number.NaN)).toBe(`${BigInt(value) / 2n ** 20n}Mi`);
}

/** That a duration reads as kubectl's AGE. */
export function expectHumanDuration(ms: number, { text }: Answer): void {
	expect(humanDuration(ms)).toBe(text);
}

/** That what both take for a duration is the same for both. */
export function expectDuration(text: string, { error, nanoseconds = "0" }: Answer): void {
	const ours = parseDuration(text);
	if (ours === undefined || error !== undefined) {
		// Days, weeks and years are ours alone, and what is longer than Go can count; other orders and units are Go's.
		if (ours !== undefined && ours < MOST_MS) expect(text).toMatch(/[dwy]/);
		return;
	}
	expect(Math.abs(ours - Number(nanoseconds) / 1e6)).toBeLessThanOrEqual(Math.abs(ours) * 2 ** -50 + 1e-6);
}

/** That a time is the same moment, or none. */
export function expectTime(text: string | null, { error, unixMilli }: Answer): void {
	// No server sends what its own parser refuses.
	if (error !== undefined) return;
	const { at } = pickJson({ at: "time" }, { at: text });
	expect(at, `${text}`).toBe(unixMilli);
	if (unixMilli === undefined) expect(ageText(at, 0)).toBe("<unknown>");
}
