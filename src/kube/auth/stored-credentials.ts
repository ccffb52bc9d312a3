import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Credential, CredentialSource } from "../connection-target.ts";
import { failure } from "../failure.ts";
import type { UserEntry } from "../kubeconfig/kubeconfig.ts";
import { type CertificateFiles, createCertificateFiles, type PemSource } from "./certificate-files.ts";
import { headerValue } from "./header-value.ts";
import { expiryOf, type KeyPair } from "./key-pair.ts";
import { createTokenFile } from "./token-file.ts";

/** Reads the `Authorization` header, from files again if `fresh`. */
type ReadAuthorization = (fresh: boolean) => Promise<Result<string | undefined, string>>;

/**
 * The credentials that a user entry holds itself or in files: client certificate, token, token file
 * (which beats the token), user name and password. Files are read again as they are renewed.
 *
 * @returns the source, or `undefined` if the entry holds none, or in words why one cannot be read
 */
export async function createStoredCredentials(
	user: UserEntry,
	userName: string,
	machine: { readonly clock: Clock },
): Promise<Result<CredentialSource | undefined, string>> {
	const authorization = readerOfAuthorization(user, machine.clock);
	if (!authorization.ok) return authorization;
	const certificate = certificateOf(user, machine.clock);
	if (authorization.value === undefined && certificate === undefined) return ok(undefined);
	const source = storedSource(authorization.value ?? (async () => ok(undefined)), certificate, userName, machine.clock);
	const first = await source.current();
	return first.ok ? ok(source) : fail(first.failure.message);
}

function storedSource(
	readAuthorization: ReadAuthorization,
	certificate: CertificateFiles | undefined,
	userName: string,
	clock: Clock,
): CredentialSource {
	let credential: Credential | undefined;
	let pairInUse: KeyPair | undefined;
	const read = async (fresh: boolean): ReturnType<CredentialSource["current"]> => {
		const authorization = await readAuthorization(fresh);
		if (!authorization.ok) return fail(failure("unauthorised", authorization.failure));
		const pair = (await certificate?.read(fresh)) ?? ok(undefined);
		if (!pair.ok) return fail(failure("unauthorised", pair.failure));
		pairInUse = pair.value;
		credential = renewed(credential, authorization.value, pair.value);
		return ok(credential);
	};
	return {
		current: () => read(false),
		async refresh(rejected) {
			const fresh = await read(true);
			if (!fresh.ok || fresh.value.generation !== rejected.generation) return fresh;
			return fail(failure("unauthorised", rejection(userName, pairInUse, clock.now())));
		},
	};
}

/** The server gives no reason, but the usual one can be read from the certificate. */
function rejection(userName: string, pair: KeyPair | undefined, nowMs: number): string {
	const said = messages.credentials;
	const expiresAtMs = pair === undefined ? Number.NaN : expiryOf(pair.cert);
	if (!(expiresAtMs < nowMs)) return said.rejected(userName);
	return said.certificateExpired(userName, new Date(expiresAtMs).toISOString());
}

/** The same credential if nothing has changed, else one of the next generation. */
function renewed(
	last: Credential | undefined,
	authorization: string | undefined,
	pair: KeyPair | undefined,
): Credential {
	if (last !== undefined && last.authorization === authorization && last.clientCertificate === pair) return last;
	return {
		generation: (last?.generation ?? 0) + 1,
		...(authorization === undefined ? {} : { authorization }),
		...(pair === undefined ? {} : { clientCertificate: pair }),
	};
}

function readerOfAuthorization(user: UserEntry, clock: Clock): Result<ReadAuthorization | undefined, string> {
	const token = headerValue(user.token);
	if (token === undefined) return fail(messages.kubeconfig.badHeader("token"));
	if (user.tokenFile !== "") {
		const file = createTokenFile(user.tokenFile, token, clock);
		return ok(async (fresh) => {
			const read = await file.read(fresh);
			return read.ok ? ok(`Bearer ${read.value}`) : read;
		});
	}
	if (token !== "") return ok(async () => ok(`Bearer ${token}`));
	if (user.username === "" && user.password === "") return ok(undefined);
	const pair = Buffer.from(`${user.username}:${user.password}`, "utf8").toString("base64");
	return ok(async () => ok(`Basic ${pair}`));
}

function certificateOf(user: UserEntry, clock: Clock): CertificateFiles | undefined {
	if (user.clientCertificate === "" && user.clientCertificateData.length === 0) return undefined;
	const source = (data: Buffer, file: string): PemSource =>
		data.length > 0 ? { pem: data.toString("utf8") } : { file };
	return createCertificateFiles(
		source(user.clientCertificateData, user.clientCertificate),
		source(user.clientKeyData, user.clientKey),
		clock,
	);
}
