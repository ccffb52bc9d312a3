import { describe, expect, it } from "vitest";
import { readExecAnswer } from "../../../src/kube/auth/exec-answer.ts";
import { CertificateAuthority } from "../../support/certificates.ts";

const v1 = "client.authentication.k8s.io/v1";
const nowMs = Date.UTC(2026, 0, 1);
const { cert, key } = new CertificateAuthority().issue({ commonName: "jane" });
const answer = (status: unknown, kind = "ExecCredential", apiVersion = v1): string =>
	JSON.stringify({ kind, apiVersion, status });

describe("what a plugin prints", () => {
	it.each([
		["a token", { token: "t" }, { token: "t" }],
		["a certificate", { clientCertificateData: cert, clientKeyData: key }, { pair: { cert, key } }],
		[
			"a token with an expiry",
			{ token: "t", expirationTimestamp: "2026-01-01T01:00:00Z" },
			{ expiresAtMs: nowMs + 3_600_000 },
		],
		[
			"an expiry with an offset",
			{ token: "t", expirationTimestamp: "2026-01-01T09:00:00.5+08:00" },
			{ expiresAtMs: nowMs + 3_600_500 },
		],
		["fields we do not know", { token: "t", more: [1] }, { token: "t" }],
	])("%s is a credential", (_name, status, expected) => {
		expect(readExecAnswer(answer(status), v1, nowMs)).toMatchObject({ ok: true, value: expected });
	});

	it.each([
		["nothing", "", "did not print an ExecCredential"],
		["words", "Please log in", "did not print an ExecCredential"],
		["half of it", answer({ token: "t" }).slice(0, -3), "did not print an ExecCredential"],
		["a list", "[]", "did not print an ExecCredential"],
		["another kind", answer({ token: "t" }, "Secret"), "did not print an ExecCredential"],
		["another version", answer({ token: "t" }, undefined, `${v1}beta1`), `answered in ${v1}beta1 and not in ${v1}`],
		["no status", answer(undefined), "printed an ExecCredential without a status"],
		["an empty status", answer({}), "returned neither a token nor a certificate"],
		["an expiry alone", answer({ expirationTimestamp: "2027-01-01T00:00:00Z" }), "neither a token nor a certificate"],
		["a certificate without its key", answer({ clientCertificateData: cert }), "without its key"],
		["a key without its certificate", answer({ clientKeyData: key }), "without its certificate"],
		["a broken certificate", answer({ clientCertificateData: "c", clientKeyData: "k" }), "cannot be read"],
		["a token that is a number", answer({ token: 12 }), "status.token: expected a string"],
		["a token over two lines", answer({ token: "a\nb" }), "token holds characters"],
		["a time that is none", answer({ token: "t", expirationTimestamp: "soon" }), '"soon" is not a time'],
		[
			"a credential that has expired",
			answer({ token: "t", expirationTimestamp: "2025-12-31T23:59:59Z" }),
			"expired at 2025-12-31T23:59:59Z",
		],
	])("%s is refused in words", (_name, stdout, problem) => {
		expect(readExecAnswer(stdout, v1, nowMs)).toEqual({ ok: false, failure: expect.stringContaining(problem) });
	});

	it("is never quoted in a failure", () => {
		for (const stdout of ["token: s3cret: x", '{"kind":"ExecCredential","status":{"token":["s3cret"]}}', "s3cret"]) {
			expect(JSON.stringify(readExecAnswer(stdout, v1, nowMs))).not.toContain("s3cret");
		}
	});
});
