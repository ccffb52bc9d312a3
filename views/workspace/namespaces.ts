import type { Cluster } from "../../src/cluster/cluster.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { namespaces } from "../../src/resources/namespaces.ts";

/** Keys `1` to `9`. */
const MOST_RECENT = 9;

/** The namespaces that are known, and those that were lately looked into. */
export class Namespaces implements Disposable {
	readonly #table: OpenTable;
	readonly #end: () => void;
	#recent: readonly string[];

	/** @param changed - called when namespaces have come to be known */
	constructor(cluster: Cluster, first: readonly string[], changed: () => void) {
		// From the beginning: who types a name faster than a list comes would be taken at their word.
		this.#table = cluster.open(namespaces);
		this.#end = this.#table.rows.subscribe(changed);
		this.#recent = [...new Set(first)];
	}

	/** Lately looked into, the last first; those of the keys `1` to `9`. */
	get recent(): readonly string[] {
		return this.#recent;
	}

	/** The key that leads to a namespace, if one does. */
	digitOf(namespace: string): string | undefined {
		const place = this.#recent.indexOf(namespace);
		return place < 0 ? undefined : String(place + 1);
	}

	/** A namespace was looked into. */
	use(namespace: string): void {
		this.#recent = [namespace, ...this.#recent.filter((other) => other !== namespace)].slice(0, MOST_RECENT);
	}

	/** Lately used ones first, then all others by name, as far as they may be listed. */
	known(): readonly string[] {
		const names = Array.from(this.#table.rows.rows(), ({ name }) => name).toSorted();
		return [...new Set([...this.#recent, ...names])];
	}

	[Symbol.dispose](): void {
		this.#end();
		this.#table[Symbol.dispose]();
	}
}
