import { describe, expect, it } from "vitest";
import { statusFailure } from "../../../src/kube/wire/status.ts";

const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);
const bytes = (text: string) => new TextEncoder().encode(text);
const status = (fields: object) => bytes(JSON.stringify({ kind: "Status", apiVersion: "v1", ...fields }));

describe("statusFailure", () => {
	it.each([
		[400, "BadRequest", "invalid"],
		[401, "Unauthorized", "unauthorised"],
		[403, "Forbidden", "forbidden"],
		[404, "NotFound", "absent"],
		[405, "MethodNotAllowed", "invalid"],
		[409, "Conflict", "conflict"],
		[410, "Gone", "gone"],
		[410, "Expired", "gone"],
		[422, "Invalid", "invalid"],
		[429, "TooManyRequests", "throttled"],
		[500, "InternalError", "server"],
		[503, "ServiceUnavailable", "server"],
		[504, "Timeout", "server"],
	])("reads a %i Status with reason %s as %s", (code, reason, kind) => {
		expect(statusFailure(code, status({ message: "why", reason, code }), {}, nowMs)).toStrictEqual({
			kind,
			message: "why",
			status: code,
			reason,
		});
	});

	it("takes how long to wait from the details of the Status", () => {
		const body = status({
			message: "slow down",
			reason: "TooManyRequests",
			code: 429,
			details: { retryAfterSeconds: 3 },
		});
		expect(statusFailure(429, body, {}, nowMs)).toMatchObject({ kind: "throttled", retryAfterMs: 3000 });
	});

	it.each([
		["seconds", "7", 7000],
		["a date", "Thu, 01 Jan 2026 12:01:30 GMT", 90_000],
		["a date gone by", "Thu, 01 Jan 2026 11:00:00 GMT", 0],
		["nonsense", "soon", undefined],
	])("reads a Retry-After of %s", (_form, header, expected) => {
		expect(statusFailure(429, bytes(""), { "retry-after": header }, nowMs).retryAfterMs).toBe(expected);
	});

	it("lets the header go before the details", () => {
		const body = status({ code: 429, details: { retryAfterSeconds: 3 } });
		expect(statusFailure(429, body, { "retry-after": "1" }, nowMs).retryAfterMs).toBe(1000);
	});

	it("names the cause when the resource version is newer than the server's", () => {
		const details = {
			causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
			retryAfterSeconds: 1,
		};
		const body = status({ message: "Timeout: Too large resource version", reason: "Timeout", code: 504, details });
		expect(statusFailure(504, body, {}, nowMs)).toMatchObject({
			kind: "server",
			reason: "ResourceVersionTooLarge",
			retryAfterMs: 1000,
		});
	});

	it("takes a bare 503 for an aggregated API that is away, and one with Retry-After for throttling", () => {
		expect(statusFailure(503, bytes("service unavailable\n"), {}, nowMs)).toStrictEqual({
			kind: "absent",
			message: "service unavailable",
			status: 503,
		});
		expect(statusFailure(503, bytes("wait"), { "retry-after": "2" }, nowMs).kind).toBe("throttled");
		expect(statusFailure(503, status({ code: 503 }), { "retry-after": "2" }, nowMs).kind).toBe("throttled");
	});

	it.each([
		["nothing", "", {}],
		["a proxy's page", "<html><h1>Bad Gateway</h1></html>", { "content-type": "text/html" }],
	])("speaks for itself when the body is %s", (_what, body, headers) => {
		expect(statusFailure(502, bytes(body), headers, nowMs).message).toBe("the server answered HTTP 502");
	});

	it.each([
		["JSON of another kind", JSON.stringify({ kind: "Pod", message: "x" })],
		["a Status whose fields have other types", JSON.stringify({ kind: "Status", message: 5 })],
		["JSON that breaks off", '{"kind":"Status","mess'],
		["a bare number", "12"],
	])("keeps %s as text", (_what, body) => {
		expect(statusFailure(500, bytes(body), {}, nowMs)).toMatchObject({ kind: "server", message: body });
	});

	it("keeps at most 1,024 characters of plain text, on one line", () => {
		expect(statusFailure(500, bytes("a \n b".repeat(10_000)), {}, nowMs).message).toHaveLength(1024);
		expect(statusFailure(500, bytes(" two\r\n lines "), {}, nowMs).message).toBe("two lines");
	});
});
