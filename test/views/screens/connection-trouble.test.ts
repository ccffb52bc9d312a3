import { expect, it } from "vitest";
import { failure } from "../../../src/kube/failure.ts";
import { connectionTrouble } from "../../../views/screens/connection-trouble.ts";

it.each([
	["ECONNREFUSED", "refused", "Is the cluster running"],
	["ENOTFOUND", "no such host", "VPN"],
	["EAI_AGAIN", "no such host", "VPN"],
	["ECONNRESET", "connection closed", "https"],
	["EHOSTUNREACH", "no route", "network up"],
	["CERT_HAS_EXPIRED", "certificate expired", "renew it"],
	["SELF_SIGNED_CERT_IN_CHAIN", "certificate not trusted", "certificate authority of cluster “prod”"],
	["ERR_TLS_CERT_ALTNAME_INVALID", "certificate not trusted", "tls-server-name"],
])("%s is %s, and says what to look at", (code, brief, advice) => {
	const trouble = connectionTrouble(failure("unreachable", "no connection", { code }));
	expect(trouble?.brief).toBe(brief);
	expect(trouble?.advice?.("prod")).toContain(advice);
});

it("is none of the connection's when the server answers", () => {
	expect(connectionTrouble(failure("server", "HTTP 503", { status: 503 }))).toBeUndefined();
	expect(connectionTrouble(failure("timeout", "no answer"))?.brief).toBe("no answer");
});
