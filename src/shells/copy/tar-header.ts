/** Tar is made of blocks of so many bytes. */
export const BLOCK_BYTES = 512;

/** What an archive says of one thing in it. `type` is tar's own: `0` a file, `5` a folder, `x` and `L` say more of the next. */
export interface TarEntry {
	readonly path: string;
	readonly type: string;
	readonly sizeBytes: number;
	readonly mode: number;
}

const decoder = new TextDecoder();

/**
 * Read a header; undefined where the archive ends.
 *
 * @throws Error when it is none
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar Interchange Format)
 */
export function readHeader(block: Uint8Array): TarEntry | undefined {
	if (block.every((byte) => byte === 0)) return undefined;
	if (checksum(block) !== octal(block, 148, 8)) throw new Error("not a tar archive");
	const prefix = text(block, 257, 5) === "ustar" ? text(block, 345, 155) : "";
	const name = text(block, 0, 100);
	const type = text(block, 156, 1);
	return {
		path: prefix === "" ? name : `${prefix}/${name}`,
		type: type === "" ? "0" : type,
		sizeBytes: octal(block, 124, 12),
		mode: octal(block, 100, 8),
	};
}

/** Write a header, and before it one that says the path or size where that is too long for it. */
export function writeHeader(entry: TarEntry): Uint8Array {
	const isLong = Buffer.byteLength(entry.path) > 100 || entry.sizeBytes > 0o77777777777;
	if (!isLong) return header(entry);
	const records = record("path", entry.path) + record("size", String(entry.sizeBytes));
	const body = Buffer.from(records);
	const extended = header({ path: "PaxHeader", type: "x", sizeBytes: body.length, mode: 0o644 });
	const shortened = header({
		...entry,
		path: entry.path.slice(-40),
		sizeBytes: Math.min(entry.sizeBytes, 0o77777777777),
	});
	return Buffer.concat([extended, body, new Uint8Array(paddingOf(body.length)), shortened]);
}

/** Bytes that fill up the last block of something. */
export function paddingOf(sizeBytes: number): number {
	return (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

function header({ path, type, sizeBytes, mode }: TarEntry): Uint8Array {
	const block = Buffer.alloc(BLOCK_BYTES);
	block.write(path, 0, 100);
	block.write(`${(mode & 0o777).toString(8).padStart(7, "0")}\0`, 100);
	block.write("0000000\0".repeat(2), 108);
	block.write(`${sizeBytes.toString(8).padStart(11, "0")}\0`, 124);
	block.write("00000000000\0", 136);
	block.write(type, 156);
	block.write("ustar\x0000", 257);
	block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
	return block;
}

/** `LENGTH KEY=VALUE\n`, the length counting its own digits. */
function record(key: string, value: string): string {
	const rest = ` ${key}=${value}\n`;
	const bytes = Buffer.byteLength(rest);
	let length = bytes + String(bytes).length;
	if (String(length).length + bytes !== length) length = bytes + String(length).length;
	return `${length}${rest}`;
}

/** The sum of all bytes, its own taken as blanks. */
function checksum(block: Uint8Array): number {
	return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function text(block: Uint8Array, from: number, length: number): string {
	const field = block.subarray(from, from + length);
	const end = field.indexOf(0);
	return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

/** A number in octal digits, or, where the first bit is set, in binary. */
function octal(block: Uint8Array, from: number, length: number): number {
	const first = block[from] ?? 0;
	if (first < 0x80) return Number.parseInt(text(block, from, length).trim() || "0", 8);
	return block.subarray(from + 1, from + length).reduce((value, byte) => value * 256 + byte, 0);
}
