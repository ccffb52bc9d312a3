import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createGunzip } from "node:zlib";

const chunkBytes = 64 * 1024;

/** A file that is read on as it grows. */
export class OpenFile implements AsyncDisposable {
	/** What it is, whatever it is called by now. */
	readonly identity: string;
	readonly #handle: FileHandle;
	readonly #buffer = Buffer.alloc(chunkBytes);
	#position = 0;

	private constructor(handle: FileHandle, identity: string) {
		this.#handle = handle;
		this.identity = identity;
	}

	/** Rejects where it cannot be opened. */
	static async open(path: string): Promise<OpenFile> {
		const handle = await open(path, "r");
		try {
			return new OpenFile(handle, identityOf(await handle.stat()));
		} catch (thrown) {
			await handle.close();
			throw thrown;
		}
	}

	/** What has been read of it was taken away: it is read from its beginning. */
	async wasEmptied(): Promise<boolean> {
		const { size } = await this.#handle.stat();
		if (size >= this.#position) return false;
		this.#position = 0;
		return true;
	}

	/** The next bytes; undefined when there are no more now. They are only lent. */
	async next(): Promise<Uint8Array | undefined> {
		const { bytesRead } = await this.#handle.read(this.#buffer, 0, chunkBytes, this.#position);
		this.#position += bytesRead;
		return bytesRead === 0 ? undefined : this.#buffer.subarray(0, bytesRead);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#handle.close();
	}
}

/** Two paths with the same one are the same file. */
export function identityOf({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
	return `${dev}/${ino}`;
}

/** What a compressed file holds. */
export function unpacked(path: string): AsyncIterable<Uint8Array> {
	const file = createReadStream(path);
	const gunzip = createGunzip();
	file.on("error", (problem) => gunzip.destroy(problem));
	gunzip.on("close", () => file.destroy());
	return file.pipe(gunzip);
}
