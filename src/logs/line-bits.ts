interface Page {
	readonly bits: Uint32Array;
	count: number;
}

const pageBits = 12;
const pageLines = 1 << pageBits;

/** A set of line numbers, most of which are close together: a bit each, in pages that come and go. */
export class LineBits {
	readonly #pages = new Map<number, Page>();
	/** Numbers of the pages in their order, and how many lines of the set come before each; made when asked for. */
	#index: { readonly pages: readonly number[]; readonly before: readonly number[] } | undefined;
	#count = 0;

	get count(): number {
		return this.#count;
	}

	has(line: number): boolean {
		const page = this.#pages.get(line >> pageBits);
		return page !== undefined && hasBit(page, line & (pageLines - 1));
	}

	add(line: number): void {
		let page = this.#pages.get(line >> pageBits);
		if (page === undefined) {
			page = { bits: new Uint32Array(pageLines / 32), count: 0 };
			this.#pages.set(line >> pageBits, page);
		}
		const at = line & (pageLines - 1);
		if (hasBit(page, at)) return;
		page.bits[at >> 5] = (page.bits[at >> 5] as number) | (1 << (at & 31));
		page.count++;
		this.#count++;
		this.#index = undefined;
	}

	/** Lines before this one are not of interest any more. */
	drop(first: number): void {
		for (const [number, page] of this.#pages) {
			if (number << pageBits >= first) continue;
			if ((number + 1) << pageBits <= first) {
				this.#pages.delete(number);
				this.#count -= page.count;
			} else {
				for (let at = 0; at < (first & (pageLines - 1)); at++) {
					if (!hasBit(page, at)) continue;
					page.bits[at >> 5] = (page.bits[at >> 5] as number) & ~(1 << (at & 31));
					page.count--;
					this.#count--;
				}
			}
		}
		this.#index = undefined;
	}

	/** How many lines of the set come before a line. */
	rank(line: number): number {
		const { pages, before } = this.#ordered();
		const at = lowerBound(pages, line >> pageBits);
		let rank = before[at] ?? this.#count;
		const page = pages[at] === line >> pageBits ? this.#pages.get(line >> pageBits) : undefined;
		if (page !== undefined) for (let bit = 0; bit < (line & (pageLines - 1)); bit++) if (hasBit(page, bit)) rank++;
		return rank;
	}

	/** The line of the set that so many others come before; undefined when there are not as many. */
	select(rank: number): number | undefined {
		if (rank < 0 || rank >= this.#count) return undefined;
		const { pages, before } = this.#ordered();
		const at = lowerBound(before, rank + 1) - 1;
		const number = pages[at] as number;
		const page = this.#pages.get(number) as Page;
		let left = rank - (before[at] as number);
		for (let bit = 0; bit < pageLines; bit++) {
			if (hasBit(page, bit) && left-- === 0) return number * pageLines + bit;
		}
		return undefined;
	}

	#ordered(): { readonly pages: readonly number[]; readonly before: readonly number[] } {
		if (this.#index !== undefined) return this.#index;
		const pages = [...this.#pages.keys()].sort((a, b) => a - b);
		const before: number[] = [];
		let sum = 0;
		for (const number of pages) {
			before.push(sum);
			sum += this.#pages.get(number)?.count ?? 0;
		}
		this.#index = { pages, before };
		return this.#index;
	}
}

function hasBit({ bits }: Page, at: number): boolean {
	return ((bits[at >> 5] as number) & (1 << (at & 31))) !== 0;
}

/** The first index whose value is at least this. */
function lowerBound(sorted: readonly number[], value: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] as number) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
