/** Something whose current value can be read and whose changes can be followed. */
export interface Readable<T> {
	get(): T;
	/** Call `listener` after each change. Returns the function that ends the subscription. */
	subscribe(listener: () => void): () => void;
}

/** A value with one owner. `set` with an identical value (`Object.is`) tells nobody. */
export interface Store<T> extends Readable<T> {
	set(value: T): void;
	update(change: (value: T) => T): void;
}

/** Make a store. Its `get` and `subscribe` fit React's `useSyncExternalStore` as they are. */
export function createStore<T>(initial: T): Store<T> {
	let value = initial;
	const listeners = new Set<() => void>();
	const set = (next: T): void => {
		if (Object.is(value, next)) return;
		value = next;
		for (const listener of Array.from(listeners)) listener();
	};
	return {
		get: () => value,
		set,
		update: (change) => set(change(value)),
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
