/** Who is to be told of something, in the order in which they came. */
export interface Listeners<Told extends readonly unknown[]> {
	/** Add one; returns the way to stop. */
	add(listener: (...told: Told) => void): () => void;
	tell(...told: Told): void;
}

/** Make listeners of whom there are none yet. */
export function createListeners<Told extends readonly unknown[]>(): Listeners<Told> {
	const all = new Set<(...told: Told) => void>();
	return {
		add(listener) {
			const own = (...told: Told): void => listener(...told);
			all.add(own);
			return () => void all.delete(own);
		},
		tell(...told) {
			for (const listener of all) listener(...told);
		},
	};
}
