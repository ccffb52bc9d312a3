/**
 * What every compressed stream of headers begins with: zlib's head, which says that there is a dictionary, and
 * the Adler-32 of SPDY/3's.
 *
 * @see RFC 1950, section 2.2, and section 2.6.10.1 of SPDY/3.1
 */
const streamHead = Buffer.from("7820e3c6a7c2", "hex");

/** An empty stored block: readers give out what they have, as after a flush. */
const flush = Buffer.from("000000ffff", "hex");

/**
 * Write the header blocks of one connection. Each is the next part of one zlib stream, in blocks that are stored
 * and not compressed (RFC 1951, section 3.2.4): that is a hundred bytes a connection more, and neither a compressor
 * of 260 KB for each tunnel nor a word of the dictionary is needed.
 */
export function createHeaderWriter(): (headers: Readonly<Record<string, string>>) => Buffer {
	let isFirst = true;
	return (headers) => {
		const pairs = Object.entries(headers);
		const plain = Buffer.concat([uint32(pairs.length), ...pairs.flat().flatMap(counted)]);
		const size = Buffer.alloc(5);
		size.writeUInt16LE(plain.length, 1);
		size.writeUInt16LE(plain.length ^ 0xffff, 3);
		const block = Buffer.concat([...(isFirst ? [streamHead] : []), size, plain, flush]);
		isFirst = false;
		return block;
	};
}

function counted(text: string): readonly Buffer[] {
	return [uint32(Buffer.byteLength(text)), Buffer.from(text)];
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
