import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStoredCredentials } from "../../../src/kube/auth/stored-credentials.ts";
import type { Credential, CredentialSource } from "../../../src/kube/connection-target.ts";
import { emptyUser, type UserEntry } from "../../../src/kube/kubeconfig/kubeconfig.ts";
import { CertificateAuthority } from "../../support/certificates.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const authority = new CertificateAuthority();
const jane = authority.issue({ commonName: "jane" });
const joe = authority.issue({ commonName: "joe" });

let directory: string;
let clock: ManualClock;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), "yagura-auth-"));
	clock = new ManualClock();
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (name: string): string => join(directory, name);
const write = (name: string, text: string): void => writeFileSync(file(name), text);

async function sourceOf(user: Partial<UserEntry>): Promise<CredentialSource> {
	const made = await createStoredCredentials({ ...emptyUser, ...user }, "u", { clock });
	if (!made.ok || made.value === undefined) throw new Error(made.ok ? "no credentials" : made.failure);
	return made.value;
}

async function current(source: CredentialSource): Promise<Credential> {
	const credential = await source.current();
	if (!credential.ok) throw new Error(credential.failure.message);
	return credential.value;
}

describe("a token file", () => {
	it("is read again when its token is 50 s old, and the generation grows only with a change", async () => {
		write("token", "one");
		const source = await sourceOf({ tokenFile: file("token") });
		expect(await current(source)).toEqual({ generation: 1, authorization: "Bearer one" });
		write("token", "two");
		await clock.advance(49_000);
		expect(await current(source)).toEqual({ generation: 1, authorization: "Bearer one" });
		await clock.advance(1000);
		expect(await current(source)).toEqual({ generation: 2, authorization: "Bearer two" });
		await clock.advance(60_000);
		expect((await current(source)).generation).toBe(2);
	});

	it("that vanishes or is emptied leaves the last token", async () => {
		write("token", "one");
		const source = await sourceOf({ tokenFile: file("token") });
		write("token", "");
		await clock.advance(60_000);
		expect((await current(source)).authorization).toBe("Bearer one");
		rmSync(file("token"));
		await clock.advance(60_000);
		expect((await current(source)).authorization).toBe("Bearer one");
	});

	it("that cannot be read gives way to the token until it can", async () => {
		const source = await sourceOf({ tokenFile: file("token"), token: "spare" });
		expect((await current(source)).authorization).toBe("Bearer spare");
		write("token", "one");
		expect((await current(source)).authorization).toBe("Bearer one");
	});

	it("is read at once when the server rejects its token", async () => {
		write("token", "one");
		const source = await sourceOf({ tokenFile: file("token") });
		const rejected = await current(source);
		write("token", "two");
		expect(await source.refresh(rejected)).toMatchObject({ ok: true, value: { authorization: "Bearer two" } });
	});
});

describe("a rejected credential that cannot be renewed", () => {
	it("is a failure that names the user", async () => {
		const source = await sourceOf({ token: "t" });
		expect(await source.refresh(await current(source))).toMatchObject({
			ok: false,
			failure: { kind: "unauthorised", message: expect.stringContaining('"u"') },
		});
	});
});

describe("a client certificate in files", () => {
	const entry = (): Partial<UserEntry> => ({ clientCertificate: file("crt"), clientKey: file("key") });

	it("is read again within 10 s of its renewal; untouched, it stays the same object", async () => {
		write("crt", jane.cert);
		write("key", jane.key);
		const source = await sourceOf(entry());
		const first = await current(source);
		await clock.advance(20_000);
		expect((await current(source)).clientCertificate).toBe(first.clientCertificate);
		write("crt", joe.cert);
		write("key", joe.key);
		expect(await current(source)).toBe(await current(source));
		await clock.advance(10_000);
		expect(await current(source)).toEqual({ generation: 2, clientCertificate: { cert: joe.cert, key: joe.key } });
	});

	it("whose renewal is half done stays the old one until it is whole", async () => {
		write("crt", jane.cert);
		write("key", jane.key);
		const source = await sourceOf(entry());
		write("crt", joe.cert);
		await clock.advance(10_000);
		expect((await current(source)).clientCertificate).toEqual({ cert: jane.cert, key: jane.key });
		write("key", joe.key);
		await clock.advance(10_000);
		expect((await current(source)).clientCertificate).toEqual({ cert: joe.cert, key: joe.key });
	});

	it("is looked at at once when the server rejects it", async () => {
		write("crt", jane.cert);
		write("key", jane.key);
		const source = await sourceOf(entry());
		const rejected = await current(source);
		write("crt", joe.cert);
		write("key", joe.key);
		expect(await source.refresh(rejected)).toMatchObject({ ok: true, value: { generation: 2 } });
	});

	it("may have its key as data", async () => {
		write("crt", jane.cert);
		const source = await sourceOf({ clientCertificate: file("crt"), clientKeyData: Buffer.from(jane.key) });
		expect((await current(source)).clientCertificate).toEqual({ cert: jane.cert, key: jane.key });
	});

	it.each([
		["a key that is not its own", jane.cert, joe.key, "do not belong together"],
		["bytes that are no key", jane.cert, "no key", "cannot be read"],
		["bytes that are no certificate", "no certificate", jane.key, "cannot be read"],
	])("with %s is refused at the start", async (_name, cert, key, message) => {
		write("crt", cert);
		write("key", key);
		const made = await createStoredCredentials({ ...emptyUser, ...entry() }, "u", { clock });
		expect(made).toEqual({ ok: false, failure: expect.stringContaining(message) });
	});
});

describe("a rejected client certificate", () => {
	const refusedAfter = async (delayMs: number): Promise<string> => {
		const { cert, key } = authority.issue({ commonName: "jane", notAfterMs: Date.UTC(2026, 0, 2) });
		const source = await sourceOf({ clientCertificateData: Buffer.from(cert), clientKeyData: Buffer.from(key) });
		await clock.advance(delayMs);
		const fresh = await source.refresh(await current(source));
		return fresh.ok ? "" : fresh.failure.message;
	};

	it("that has expired is said to have", async () => {
		expect(await refusedAfter(24 * 3_600_000 + 1)).toBe(
			'the client certificate of user "u" expired at 2026-01-02T00:00:00.000Z; the API server does not accept it',
		);
	});

	it("that has not is only said to be rejected", async () => {
		expect(await refusedAfter(1_000)).toBe('the API server does not accept the credentials of user "u"');
	});
});

describe("an entry without credentials", () => {
	it("has no source", async () => {
		expect(await createStoredCredentials(emptyUser, "u", { clock })).toEqual({ ok: true, value: undefined });
	});
});
