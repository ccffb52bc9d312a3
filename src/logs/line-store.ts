import { blockBytes, LineBlock, type NewLine } from "./line-block.ts";
import { SpillFile } from "./spill-file.ts";

/** Blocks that were read back and are at hand. */
const readBack = 8;
/** Blocks on their way to the file at a time. */
const mostWrites = 2;

/** A block's place in the row of blocks, wherever its lines are. */
export interface KeptBlock {
	/** Number of its first line. */
	readonly first: number;
	readonly count: number;
}

interface Kept {
	first: number;
	block: LineBlock | undefined;
	count: number;
	slot: number | undefined;
	isWriting: boolean;
}

/** How much may be kept. */
export interface StoreLimits {
	readonly memoryBytes: number;
	readonly fileBytes: number;
}

/** Where blocks are put aside. */
export type BlockFile = Pick<SpillFile, "bytes" | "write" | "read" | "free" | typeof Symbol.dispose>;

/** What the store tells of. */
export interface StoreListener {
	/** Lines before this one are not kept any more. */
	dropped(first: number): void;
}

/**
 * Lines in the order in which they were appended, numbered from 0. So many bytes of the newest stay in memory, older ones
 * are put aside in a file, and what exceeds that too is dropped and counted, from the oldest on.
 */
export class LineStore implements Disposable {
	readonly #limits: StoreLimits;
	readonly #listener: StoreListener;
	readonly #openFile: () => BlockFile | undefined;
	readonly #kept: Kept[] = [];
	readonly #atHand = new Map<Kept, LineBlock>();
	readonly #cuts = new Map<number, number>();
	#file: BlockFile | undefined;
	#isFileBroken = false;
	#writing = 0;
	#end = 0;
	#isDisposed = false;

	constructor(
		limits: StoreLimits,
		listener: StoreListener,
		openFile: () => BlockFile | undefined = () => SpillFile.open(),
	) {
		this.#limits = limits;
		this.#listener = listener;
		this.#openFile = openFile;
	}

	/** Number of the oldest line that is kept. As many were dropped. */
	get first(): number {
		return this.#kept[0]?.first ?? this.#end;
	}

	/** Number that the next line gets. */
	get end(): number {
		return this.#end;
	}

	get memoryBytes(): number {
		return (this.#inMemory() + this.#atHand.size) * blockBytes;
	}

	get fileBytes(): number {
		return this.#file?.bytes ?? 0;
	}

	/** All blocks, oldest first. The last one still grows. */
	get blocks(): readonly KeptBlock[] {
		return this.#kept;
	}

	/** Keep a line; the result is its number. */
	append(line: NewLine): number {
		const last = this.#kept.at(-1);
		if (last?.block?.add(line) !== true) {
			const block = new LineBlock();
			block.add(line);
			this.#kept.push({ first: this.#end, block, count: 0, slot: undefined, isWriting: false });
			this.#shrink();
		}
		(this.#kept.at(-1) as Kept).count++;
		if (line.cutBytes > 0) this.#cuts.set(this.#end, line.cutBytes);
		return this.#end++;
	}

	/** The block that holds a line, and where in it; undefined when it is not kept. */
	find(line: number): { readonly block: LineBlock; readonly index: number } | undefined {
		const at = this.indexOf(line);
		const kept = this.#kept[at];
		if (kept === undefined || line < kept.first) return undefined;
		const block = this.load(at);
		return block && { block, index: line - kept.first };
	}

	/** Which block holds a line, by its place in {@link blocks}; -1 when none does. */
	indexOf(line: number): number {
		if (line >= this.#end) return -1;
		let low = 0;
		let high = this.#kept.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#kept[middle] as Kept).first <= line) low = middle + 1;
			else high = middle;
		}
		return low - 1;
	}

	/** The lines of a block by its place in {@link blocks}; undefined when they cannot be read back. */
	load(at: number): LineBlock | undefined {
		const kept = this.#kept[at];
		if (kept === undefined) return undefined;
		const here = kept.block ?? this.#atHand.get(kept);
		if (here !== undefined || kept.slot === undefined) return here;
		const buffer = Buffer.from(new ArrayBuffer(blockBytes));
		if (this.#file?.read(kept.slot, buffer) !== true) return undefined;
		const block = new LineBlock(buffer, kept.count);
		this.#atHand.set(kept, block);
		for (const other of this.#atHand.keys()) {
			if (this.#atHand.size <= readBack) break;
			this.#atHand.delete(other);
		}
		return block;
	}

	/** So many bytes of a line were cut off before it was kept. */
	cutBytes(line: number): number {
		return this.#cuts.get(line) ?? 0;
	}

	[Symbol.dispose](): void {
		this.#isDisposed = true;
		this.#kept.length = 0;
		this.#atHand.clear();
		this.#file?.[Symbol.dispose]();
	}

	#inMemory(): number {
		return this.#kept.reduce((count, { block }) => count + (block === undefined ? 0 : 1), 0);
	}

	/** Put aside what is too much, and drop what cannot be. */
	#shrink(): void {
		const most = Math.max(2, Math.floor(this.#limits.memoryBytes / blockBytes) - readBack);
		let over = this.#inMemory() - most;
		for (const kept of this.#kept) {
			if (over <= 0 || this.#writing >= mostWrites) break;
			if (kept.block === undefined) continue;
			over--;
			if (!kept.isWriting) this.#putAside(kept);
		}
		// The file is slower than what comes, or there is none.
		while (this.#inMemory() > most + most / 4 + mostWrites) this.#drop();
	}

	#putAside(kept: Kept): void {
		if (this.#isFileBroken || kept.block === undefined) return;
		this.#file ??= this.#openFile();
		if (this.#file === undefined) {
			this.#isFileBroken = true;
			return;
		}
		while (this.#file.bytes + blockBytes > this.#limits.fileBytes && this.#kept[0] !== kept) this.#drop();
		kept.isWriting = true;
		this.#writing++;
		const file = this.#file;
		void file.write(kept.block.buffer).then((slot) => {
			this.#writing--;
			kept.isWriting = false;
			if (this.#isDisposed) return;
			if (slot === undefined) this.#isFileBroken = true;
			else if (!this.#kept.includes(kept)) file.free(slot);
			else {
				kept.slot = slot;
				kept.block = undefined;
			}
			this.#shrink();
		});
	}

	/** The oldest block is not kept any more. */
	#drop(): void {
		const [oldest] = this.#kept;
		if (oldest === undefined || this.#kept.length < 2) return;
		this.#kept.shift();
		this.#atHand.delete(oldest);
		if (oldest.slot !== undefined) this.#file?.free(oldest.slot);
		if (this.#cuts.size > 0) for (const line of this.#cuts.keys()) if (line < this.first) this.#cuts.delete(line);
		this.#listener.dropped(this.first);
	}
}
