import { expect, test } from "vitest";
import { isForwardKind, isLoopback } from "../../src/forwards/forward-spec.ts";

test.each([
	["localhost", true],
	["127.0.0.1", true],
	["127.1.2.3", true],
	["::1", true],
	["0.0.0.0", false],
	["::", false],
	["192.168.1.1", false],
	["127.0.0.1.example.com", false],
	["", false],
])("%j is of this machine alone: %s", (address, is) => {
	expect(isLoopback(address)).toBe(is);
});

test.each([
	["pods", true],
	["services", true],
	["jobs", true],
	["secrets", false],
	["toString", false],
])("%s leads to pods: %s", (plural, is) => {
	expect(isForwardKind(plural)).toBe(is);
});
