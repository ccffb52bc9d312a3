import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuMillicores, formatCpu, formatMemory, memoryBytes, parseQuantity } from "../../src/text/quantity.ts";
import { fuzz } from "../support/fuzz.ts";

describe("parseQuantity", () => {
	test.each([
		["0", 0],
		["-0", 0],
		["12", 12],
		["+12", 12],
		["-12", -12],
		["007", 7],
		["1.5", 1.5],
		["1.", 1],
		[".5", 0.5],
		["1n", 1e-9],
		["1u", 1e-6],
		["100m", 0.1],
		["1k", 1_000],
		["2M", 2e6],
		["3G", 3e9],
		["4T", 4e12],
		["5P", 5e15],
		["6E", 6e18],
		["1Ki", 1_024],
		["1.5Gi", 1.5 * 2 ** 30],
		["1Mi", 2 ** 20],
		["1Ti", 2 ** 40],
		["1Pi", 2 ** 50],
		["1Ei", 2 ** 60],
		["12e6", 12e6],
		["12E6", 12e6],
		["1e+3", 1_000],
		["1E-3", 0.001],
		["-1.5Ki", -1_536],
	])("%s is %d", (text, value) => {
		expect(parseQuantity(text)).toBe(value);
	});

	test.each([
		"",
		" ",
		"abc",
		"1 ",
		" 1",
		"1Kb",
		"1ki",
		"1K",
		"1mi",
		"--1",
		"1.2.3",
		".",
		"-",
		"m",
		"1e",
		"1e3k",
		"0x10",
		"Infinity",
		"NaN",
		"1,5",
		"1e999",
	])("%j is none", (text) => {
		expect(parseQuantity(text)).toBeUndefined();
	});

	test("whole numbers with a suffix are rounded once, as the number parser does", async () => {
		const exponents = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
		await fuzz(
			fc.property(
				fc.maxSafeNat(),
				fc.integer({ min: 0, max: 16 }),
				fc.constantFrom(...Object.entries(exponents)),
				(whole, length, [suffix, exponent]) => {
					const digits = String(whole).slice(0, length + 1);
					expect(parseQuantity(digits + suffix)).toBe(Number(`${digits}e${exponent}`));
					expect(cpuMillicores(digits + suffix)).toBe(Number(`${digits}e${exponent + 3}`));
				},
			),
			10_000,
		);
	});

	test("never throws, and is a finite number or undefined", async () => {
		await fuzz(
			fc.property(
				fc.oneof(fc.string(), fc.stringMatching(/^[+-]?[0-9.]{0,6}[eEnumkKMGTPi]{0,2}[+-]?[0-9]{0,3}$/)),
				(text) => {
					const value = parseQuantity(text);
					expect(value === undefined || Number.isFinite(value)).toBe(true);
				},
			),
			10_000,
		);
	});
});

describe("CPU", () => {
	test.each([
		["1", 1_000],
		["48m", 48],
		["0.1", 100],
		["1.1", 1_100],
		["250000000n", 250],
		["1500u", 1.5],
	])("%s is %d millicores", (text, millicores) => {
		expect(cpuMillicores(text)).toBe(millicores);
	});

	test.each([
		[0, "0m"],
		[48, "48m"],
		[48.000001, "49m"],
		[1_200, "1200m"],
		[0.1 + 0.2 + 0.7, "1m"],
	])("%d millicores are drawn as %s", (millicores, text) => {
		expect(formatCpu(millicores)).toBe(text);
	});

	test("a nanocore above a whole millicore rounds up, noise of a sum does not", () => {
		expect(formatCpu(cpuMillicores("48000100n") ?? 0)).toBe("49m");
		expect(formatCpu(100.00000000000001)).toBe("100m");
	});
});

describe("memory", () => {
	test.each([
		["128Mi", 134_217_728],
		["1G", 1_000_000_000],
		["100m", 1],
		["1536Ki", 1_572_864],
	])("%s is %d bytes", (text, bytes) => {
		expect(memoryBytes(text)).toBe(bytes);
	});

	test.each([
		[0, "0Mi"],
		[2 ** 20 - 1, "0Mi"],
		[201.9 * 2 ** 20, "201Mi"],
		[12 * 2 ** 30, "12288Mi"],
	])("%d bytes are drawn as %s", (bytes, text) => {
		expect(formatMemory(bytes)).toBe(text);
	});
});
