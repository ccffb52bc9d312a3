import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, write } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blockBytes } from "./line-block.ts";

/**
 * A file without a name that blocks are put aside in. It is opened for its owner alone, in a folder of its own, and taken
 * out of the folder before anything is written: it goes with the process, however that ends.
 */
export class SpillFile implements Disposable {
	readonly #descriptor: number;
	readonly #free: number[] = [];
	#slots = 0;
	#writing = 0;
	#isClosed = false;

	private constructor(descriptor: number) {
		this.#descriptor = descriptor;
	}

	/** Undefined where no such file can be made. */
	static open(folder = tmpdir()): SpillFile | undefined {
		try {
			const own = mkdtempSync(join(folder, "yagura-"));
			const path = join(own, "logs");
			const descriptor = openSync(path, "wx+", 0o600);
			unlinkSync(path);
			rmdirSync(own);
			return new SpillFile(descriptor);
		} catch {
			return undefined;
		}
	}

	/** Bytes that blocks take in it. */
	get bytes(): number {
		return (this.#slots - this.#free.length) * blockBytes;
	}

	/** Write a block where there is room; resolves with the place, or undefined when it could not be written. */
	write(buffer: Uint8Array): Promise<number | undefined> {
		const slot = this.#free.pop() ?? this.#slots++;
		this.#writing++;
		return new Promise((resolve) => {
			write(this.#descriptor, buffer, 0, blockBytes, slot * blockBytes, (error, written) => {
				this.#writing--;
				if (this.#isClosed) this.#close();
				const isWhole = error === null && written === blockBytes;
				if (!isWhole) this.#free.push(slot);
				resolve(isWhole ? slot : undefined);
			});
		});
	}

	/** Read a block back; false when it could not be read whole. It was written by us: mostly the system still has it in memory. */
	read(slot: number, into: Uint8Array): boolean {
		try {
			return readSync(this.#descriptor, into, 0, blockBytes, slot * blockBytes) === blockBytes;
		} catch {
			return false;
		}
	}

	/** A block is not needed any more. */
	free(slot: number): void {
		this.#free.push(slot);
	}

	[Symbol.dispose](): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#close();
	}

	/** Not before the last write has ended: its descriptor may be another file's by then. */
	#close(): void {
		if (this.#writing === 0) closeSync(this.#descriptor);
	}
}
