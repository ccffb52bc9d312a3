import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { readFields } from "../kubeconfig/fields.ts";
import { parseGoYaml } from "../kubeconfig/go-yaml.ts";
import { headerValue } from "./header-value.ts";
import { checkKeyPair, type KeyPair } from "./key-pair.ts";

/** What a plugin hands over. */
export interface ExecAnswer {
	/** As a header carries it. */
	readonly token: string | undefined;
	readonly pair: KeyPair | undefined;
	/** Wall-clock milliseconds; `undefined` when it is good until the server says otherwise. */
	readonly expiresAtMs: number | undefined;
}

/**
 * Read what a plugin printed: an `ExecCredential` (JSON, or YAML as client-go allows) of the version
 * that was asked for, with a token or a certificate and its key, not yet expired.
 *
 * @returns the credential, or in words what is wrong with it (never quoting it)
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function readExecAnswer(stdout: string, apiVersion: string, nowMs: number): Result<ExecAnswer, string> {
	const said = messages.credentials;
	const parsed = parseGoYaml(stdout);
	if (!parsed.ok || typeof parsed.value.value !== "object") return fail(said.notACredential);
	let problem: string | undefined;
	const top = readFields(parsed.value.value, [], (path, wrong) => {
		problem ??= said.badField(`${path.join(".")}: ${wrong}`);
	});
	if (top.string("kind") !== "ExecCredential") return fail(said.notACredential);
	const version = top.string("apiVersion");
	if (version !== apiVersion) return fail(said.wrongVersion(apiVersion, version));
	const status = top.object("status");
	if (status === undefined) return fail(said.noStatus);
	const token = status.string("token");
	const cert = status.string("clientCertificateData");
	const key = status.string("clientKeyData");
	const expiry = status.string("expirationTimestamp");
	if (problem !== undefined) return fail(problem);
	if (token === "" && cert === "" && key === "") return fail(said.noCredential);
	if ((cert === "") !== (key === "")) return fail(said.halfPair);
	return checkAnswer(token, cert, key, expiry, nowMs);
}

function checkAnswer(
	token: string,
	cert: string,
	key: string,
	expiry: string,
	nowMs: number,
): Result<ExecAnswer, string> {
	const said = messages.credentials;
	const expiresAtMs = expiry === "" ? undefined : parseTime(expiry);
	if (Number.isNaN(expiresAtMs)) return fail(said.badField(said.badExpiry(expiry)));
	if (expiresAtMs !== undefined && expiresAtMs < nowMs) return fail(said.expired(expiry));
	const sendable = headerValue(token);
	if (sendable === undefined) return fail(messages.kubeconfig.badHeader("token"));
	const pair = cert === "" ? ok(undefined) : checkKeyPair(cert, key);
	if (!pair.ok) return pair;
	return ok({ token: sendable === "" ? undefined : sendable, pair: pair.value, expiresAtMs });
}

/** RFC 3339 as Kubernetes writes it; NaN for anything else. */
function parseTime(text: string): number {
	const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
	return rfc3339.test(text) ? Date.parse(text) : Number.NaN;
}
