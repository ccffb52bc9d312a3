import { isIPv4 } from "node:net";

/** One DER element: tag, length, content. @see ITU-T X.690 */
export function element(tag: number, content: Buffer): Buffer {
	const { length } = content;
	if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
	const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

/** SEQUENCE of elements. */
export function sequence(...parts: readonly Buffer[]): Buffer {
	return element(0x30, Buffer.concat(parts));
}

/** BOOLEAN. */
export function boolean(value: boolean): Buffer {
	return element(0x01, Buffer.from([value ? 0xff : 0]));
}

/** OBJECT IDENTIFIER, by its numbers. */
export function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
	const bytes = [first * 40 + second];
	for (const part of rest) {
		const septets = [part & 0x7f];
		for (let left = part >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
		bytes.push(...septets);
	}
	return element(0x06, Buffer.from(bytes));
}

/** A Name of nothing but a common name. */
export function distinguishedName(commonName: string): Buffer {
	return sequence(element(0x31, sequence(oid(2, 5, 4, 3), element(0x0c, Buffer.from(commonName)))));
}

/** UTCTime, for 1950 to 2049. */
export function utcTime(ms: number): Buffer {
	const text = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
	return element(0x17, Buffer.from(text.slice(2)));
}

/** A subject alternative name: an IPv4 address or a DNS name. */
export function generalName(name: string): Buffer {
	if (isIPv4(name)) return element(0x87, Buffer.from(name.split(".").map(Number)));
	return element(0x82, Buffer.from(name));
}

/** A certificate extension around its DER value. */
export function extension(id: readonly [number, number, ...number[]], value: Buffer, critical: boolean): Buffer {
	const [first, second, ...rest] = id;
	return sequence(oid(first, second, ...rest), ...(critical ? [boolean(true)] : []), element(0x04, value));
}
