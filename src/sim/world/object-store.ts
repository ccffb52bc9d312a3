import type { Clock } from "../../base/clock.ts";
import type { Kind } from "./kinds.ts";
import { type Draft, type KubeObject, timeText } from "./kube-object.ts";
import type { Random } from "./random.ts";

/** One write, in the order of the one global revision. */
export interface Change {
	readonly type: "ADDED" | "MODIFIED" | "DELETED";
	readonly revision: number;
	/** State after the write; for a deletion, the last state under the deletion's revision. */
	readonly object: KubeObject;
	readonly previous?: KubeObject;
}

interface Shelf {
	readonly objects: Map<string, KubeObject>;
	readonly history: Change[];
	readonly listeners: Set<(change: Change) => void>;
	/** Keys in etcd's order; undefined after a key came or went. */
	order: readonly string[] | undefined;
}

/**
 * What etcd is to an API server: objects by key, one revision that every write of any kind raises,
 * and the history since the last compaction.
 */
export class ObjectStore {
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #shelves = new Map<Kind, Shelf>();
	readonly #untold: { readonly shelf: Shelf; readonly change: Change }[] = [];
	#revision: number;
	#compacted: number;

	constructor(clock: Clock, random: Random) {
		this.#clock = clock;
		this.#random = random;
		this.#revision = 100_000 + random.below(900_000);
		this.#compacted = this.#revision;
	}

	/** Revision of the last write. */
	get revision(): number {
		return this.#revision;
	}

	/** History up to and with this revision is gone. */
	get compactedRevision(): number {
		return this.#compacted;
	}

	get(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
		return this.#shelf(kind).objects.get(keyOf(namespace, name));
	}

	/** Number of objects of a kind. */
	count(kind: Kind): number {
		return this.#shelf(kind).objects.size;
	}

	/** Objects in the order of their keys, now or as they were at a revision that is not compacted. */
	list(kind: Kind, atRevision = this.#revision): readonly KubeObject[] {
		const shelf = this.#shelf(kind);
		shelf.order ??= [...shelf.objects.keys()].sort();
		const now = shelf.order.map((key) => shelf.objects.get(key) as KubeObject);
		if ((shelf.history.at(-1)?.revision ?? 0) <= atRevision) return now;
		const past = new Map(shelf.objects);
		for (let index = shelf.history.length - 1; index >= 0; index--) {
			const change = shelf.history[index] as Change;
			if (change.revision <= atRevision) break;
			const key = keyOf(change.object.metadata.namespace, change.object.metadata.name);
			if (change.previous === undefined) past.delete(key);
			else past.set(key, change.previous);
		}
		return [...past.keys()].sort().map((key) => past.get(key) as KubeObject);
	}

	/** Add an object, with a UID and a creation time where the draft has none. @throws Error when the key is taken */
	create(kind: Kind, draft: Draft): KubeObject {
		const shelf = this.#shelf(kind);
		const { namespace, name } = draft.metadata;
		const key = keyOf(namespace, name);
		if (shelf.objects.has(key)) throw new Error(`${kind.plural} "${key}" exists`);
		const object: KubeObject = {
			...draft,
			metadata: {
				...draft.metadata,
				uid: draft.metadata.uid ?? this.#random.uuid(),
				creationTimestamp: draft.metadata.creationTimestamp ?? timeText(this.#clock.now()),
				resourceVersion: String(++this.#revision),
			},
		};
		shelf.order = undefined;
		shelf.objects.set(key, object);
		this.#record(shelf, { type: "ADDED", revision: this.#revision, object });
		return object;
	}

	/** Replace an object by a changed one of the same key. @throws Error when it is not there */
	update(kind: Kind, changed: KubeObject): KubeObject {
		const shelf = this.#shelf(kind);
		const key = keyOf(changed.metadata.namespace, changed.metadata.name);
		const previous = shelf.objects.get(key);
		if (previous === undefined) throw new Error(`${kind.plural} "${key}" is not there`);
		const object = withRevision(changed, ++this.#revision);
		shelf.objects.set(key, object);
		this.#record(shelf, { type: "MODIFIED", revision: this.#revision, object, previous });
		return object;
	}

	/** Take an object away at once. Returns its last state, or undefined when it was not there. */
	delete(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
		const shelf = this.#shelf(kind);
		const key = keyOf(namespace, name);
		const previous = shelf.objects.get(key);
		if (previous === undefined) return undefined;
		const object = withRevision(previous, ++this.#revision);
		shelf.order = undefined;
		shelf.objects.delete(key);
		this.#record(shelf, { type: "DELETED", revision: this.#revision, object, previous });
		return object;
	}

	/** Writes after a revision, oldest first; undefined when some of them are compacted away. */
	since(kind: Kind, revision: number): readonly Change[] | undefined {
		if (revision < this.#compacted) return undefined;
		const { history } = this.#shelf(kind);
		let index = history.length;
		while (index > 0 && (history[index - 1] as Change).revision > revision) index--;
		return history.slice(index);
	}

	/** Hear of each later write of a kind, in order. Returns the function that ends it. */
	subscribe(kind: Kind, listener: (change: Change) => void): () => void {
		const { listeners } = this.#shelf(kind);
		listeners.add(listener);
		return () => void listeners.delete(listener);
	}

	/** Forget the history up to and with a revision. */
	compact(revision = this.#revision): void {
		if (revision <= this.#compacted) return;
		this.#compacted = revision;
		for (const { history } of this.#shelves.values()) {
			let gone = 0;
			while (gone < history.length && (history[gone] as Change).revision <= revision) gone++;
			history.splice(0, gone);
		}
	}

	/** Tell of a write. One that a listener causes waits its turn, so that all hear of writes in their order. */
	#record(shelf: Shelf, change: Change): void {
		shelf.history.push(change);
		this.#untold.push({ shelf, change });
		if (this.#untold.length > 1) return;
		try {
			for (const next of this.#untold) for (const listener of next.shelf.listeners) listener(next.change);
		} finally {
			this.#untold.length = 0;
		}
	}

	#shelf(kind: Kind): Shelf {
		let shelf = this.#shelves.get(kind);
		if (shelf === undefined) {
			shelf = { objects: new Map(), history: [], listeners: new Set(), order: undefined };
			this.#shelves.set(kind, shelf);
		}
		return shelf;
	}
}

/** The order of keys is the order of a list: by namespace, then name, as etcd sorts its keys. */
export function keyOf(namespace: string | undefined, name: string): string {
	return namespace === undefined ? name : `${namespace}/${name}`;
}

function withRevision(object: KubeObject, revision: number): KubeObject {
	return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
