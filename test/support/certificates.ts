import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** A certificate with its key, both PEM. */
export interface Issued {
	readonly cert: string;
	readonly key: string;
}

/** What is asked of a certificate; times are milliseconds since the epoch. */
export interface CertificateRequest {
	readonly commonName: string;
	/** DNS names and IPv4 addresses. */
	readonly names?: readonly string[];
	readonly notBeforeMs?: number;
	readonly notAfterMs?: number;
}

const dayMs = 86_400_000;

/** A certificate authority for one test run: its keys are made in memory and never written anywhere. */
export class CertificateAuthority {
	readonly cert: string;
	readonly #key: KeyObject;
	readonly #name: string;

	constructor(name = "test authority") {
		this.#name = name;
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		this.#key = privateKey;
		this.cert = this.#certify(publicKey, { commonName: name }, true);
	}

	issue(request: CertificateRequest): Issued {
		const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		return {
			cert: this.#certify(publicKey, request, false),
			key: privateKey.export({ type: "pkcs8", format: "pem" }),
		};
	}

	/** @see RFC 5280, section 4.1 */
	#certify(publicKey: KeyObject, request: CertificateRequest, isAuthority: boolean): string {
		const { commonName, names = [], notBeforeMs = Date.now() - dayMs, notAfterMs = Date.now() + dayMs } = request;
		const ecdsaWithSha256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
		const extensions: Buffer[] = [];
		if (isAuthority) extensions.push(extension([2, 5, 29, 19], sequence(boolean(true)), true));
		if (names.length > 0) extensions.push(extension([2, 5, 29, 17], sequence(...names.map(generalName)), false));
		const body = sequence(
			tagged(0xa0, element(0x02, Buffer.from([2]))),
			element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
			ecdsaWithSha256,
			distinguishedName(this.#name),
			sequence(utcTime(notBeforeMs), utcTime(notAfterMs)),
			distinguishedName(commonName),
			publicKey.export({ type: "spki", format: "der" }),
			...(extensions.length > 0 ? [tagged(0xa3, sequence(...extensions))] : []),
		);
		const signature = sign("sha256", body, this.#key);
		const der = sequence(body, ecdsaWithSha256, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
		const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
		return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
	}
}

/** One DER element: tag, length, content. @see ITU-T X.690 */
function element(tag: number, content: Buffer): Buffer {
	const { length } = content;
	if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
	const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
	return element(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
	return element(tag, content);
}

function boolean(value: boolean): Buffer {
	return element(0x01, Buffer.from([value ? 0xff : 0]));
}

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
	const bytes = [first * 40 + second];
	for (const part of rest) {
		const septets = [part & 0x7f];
		for (let left = part >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
		bytes.push(...septets);
	}
	return element(0x06, Buffer.from(bytes));
}

function distinguishedName(commonName: string): Buffer {
	return sequence(element(0x31, sequence(oid(2, 5, 4, 3), element(0x0c, Buffer.from(commonName)))));
}

function utcTime(ms: number): Buffer {
	const text = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
	return element(0x17, Buffer.from(text.slice(2)));
}

function generalName(name: string): Buffer {
	if (isIPv4(name)) return element(0x87, Buffer.from(name.split(".").map(Number)));
	return element(0x82, Buffer.from(name));
}

function extension(id: readonly [number, number, ...number[]], value: Buffer, critical: boolean): Buffer {
	const [first, second, ...rest] = id;
	return sequence(oid(first, second, ...rest), ...(critical ? [boolean(true)] : []), element(0x04, value));
}
