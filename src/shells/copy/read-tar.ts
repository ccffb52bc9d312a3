import { BLOCK_BYTES, paddingOf, readHeader, type TarEntry } from "./tar-header.ts";

/** Who takes what an archive holds. */
export interface TarTaker {
	/** Something begins; what it holds follows where it is a file. */
	entry(entry: TarEntry): Promise<void>;
	bytes(bytes: Uint8Array): Promise<void>;
	/** It is whole. */
	end(): Promise<void>;
}

/** More is never said of one path. */
const LONGEST_EXTENSION = 64 * 1024;

/**
 * Read an archive as it comes.
 *
 * @throws Error when it is none, or ends in the middle
 */
export async function readTar(chunks: AsyncIterable<Uint8Array>, taker: TarTaker): Promise<void> {
	const source = new Pieces(chunks);
	let more: { path?: string; sizeBytes?: number } = {};
	for (;;) {
		const block = await source.take(BLOCK_BYTES);
		const read = block === undefined ? undefined : readHeader(block);
		if (read === undefined) break;
		if (read.type === "x" || read.type === "L" || read.type === "g") {
			if (read.sizeBytes > LONGEST_EXTENSION) throw new Error("not a tar archive");
			const said = (await source.take(read.sizeBytes)) ?? new Uint8Array();
			await source.take(paddingOf(read.sizeBytes));
			if (read.type !== "g") more = { ...more, ...extension(read.type, said) };
			continue;
		}
		const entry = { ...read, ...more };
		more = {};
		await taker.entry(entry);
		for (let left = entry.sizeBytes; left > 0; ) {
			const piece = await source.some(left);
			if (piece === undefined) throw new Error("the archive ends in the middle of a file");
			left -= piece.length;
			await taker.bytes(piece);
		}
		await source.take(paddingOf(entry.sizeBytes));
		await taker.end();
	}
	await source.drain();
}

function extension(type: string, bytes: Uint8Array): { path?: string; sizeBytes?: number } {
	const text = new TextDecoder().decode(bytes);
	if (type === "L") return { path: text.replace(/\0+$/, "") };
	const path = /^\d+ path=([^\n]*)$/m.exec(text)?.[1];
	const size = /^\d+ size=(\d+)$/m.exec(text)?.[1];
	return { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { sizeBytes: Number(size) }) };
}

/** Bytes that come in pieces of any size. */
class Pieces {
	readonly #chunks: AsyncIterator<Uint8Array>;
	#rest: Uint8Array = new Uint8Array();

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.#chunks = chunks[Symbol.asyncIterator]();
	}

	/** Just so many bytes; undefined when there are no more. @throws Error when there are fewer */
	async take(count: number): Promise<Uint8Array | undefined> {
		const parts: Uint8Array[] = [];
		for (let left = count; left > 0; ) {
			const piece = await this.some(left);
			if (piece === undefined && parts.length === 0) return undefined;
			if (piece === undefined) throw new Error("the archive ends in the middle");
			parts.push(piece);
			left -= piece.length;
		}
		return Buffer.concat(parts);
	}

	/** Some bytes, at most so many. */
	async some(most: number): Promise<Uint8Array | undefined> {
		while (this.#rest.length === 0) {
			const next = await this.#chunks.next();
			if (next.done === true) return undefined;
			this.#rest = next.value;
		}
		const piece = this.#rest.subarray(0, most);
		this.#rest = this.#rest.subarray(piece.length);
		return piece;
	}

	/** Whoever writes is not left with what nobody reads. */
	async drain(): Promise<void> {
		while ((await this.#chunks.next()).done !== true);
	}
}
