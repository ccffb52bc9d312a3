import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { boolean, distinguishedName, element, extension, generalName, oid, sequence, utcTime } from "./der.ts";

/** A certificate with its key, both PEM. */
export interface Issued {
	readonly cert: string;
	readonly key: string;
}

/** What is asked of a certificate; times are milliseconds since the epoch. */
interface CertificateRequest {
	readonly commonName: string;
	/** DNS names and IPv4 addresses. */
	readonly names?: readonly string[];
	/** 2020 to 2049 when left out, so that a certificate is valid under any clock. */
	readonly notBeforeMs?: number;
	readonly notAfterMs?: number;
}

/** A certificate authority for one run: its keys are made in memory and never written anywhere. */
export class CertificateAuthority {
	/** PEM. */
	readonly cert: string;
	readonly #key: KeyObject;
	readonly #name: string;

	constructor(name: string) {
		this.#name = name;
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		this.#key = privateKey;
		this.cert = this.#certify(publicKey, { commonName: name }, true);
	}

	/** Make a key and a certificate for it. */
	issue(request: CertificateRequest): Issued {
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		return {
			cert: this.#certify(publicKey, request, false),
			key: privateKey.export({ type: "pkcs8", format: "pem" }),
		};
	}

	/** @see RFC 5280, section 4.1 */
	#certify(publicKey: KeyObject, request: CertificateRequest, isAuthority: boolean): string {
		const { commonName, names = [], notBeforeMs = Date.UTC(2020, 0, 1), notAfterMs = Date.UTC(2049, 0, 1) } = request;
		const ecdsaWithSha256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
		const extensions: Buffer[] = [];
		if (isAuthority) extensions.push(extension([2, 5, 29, 19], sequence(boolean(true)), true));
		if (names.length > 0) extensions.push(extension([2, 5, 29, 17], sequence(...names.map(generalName)), false));
		const body = sequence(
			element(0xa0, element(0x02, Buffer.from([2]))),
			element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
			ecdsaWithSha256,
			distinguishedName(this.#name),
			sequence(utcTime(notBeforeMs), utcTime(notAfterMs)),
			distinguishedName(commonName),
			publicKey.export({ type: "spki", format: "der" }),
			...(extensions.length > 0 ? [element(0xa3, sequence(...extensions))] : []),
		);
		const signature = sign("sha256", body, this.#key);
		const der = sequence(body, ecdsaWithSha256, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
		const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
		return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
	}
}
