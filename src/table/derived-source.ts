import type { Row, RowChanges, RowSource } from "./row-source.ts";

/**
 * Rows made out of other rows, such as the containers of a pod: each source row becomes any number
 * of rows, whose UIDs must be unique in the whole. Follows the source until it is disposed of.
 */
export function deriveRows<From extends Row, To extends Row>(
	source: RowSource<From>,
	expand: (row: From) => readonly To[],
): RowSource<To> & Disposable {
	const rows = new Map<string, To>();
	const listeners = new Set<(changes: RowChanges<To>) => void>();

	const fill = (): void => {
		rows.clear();
		for (const row of source.rows()) for (const made of expand(row)) rows.set(made.uid, made);
	};
	fill();

	const end = source.subscribe((changes) => {
		const told = changes.reset ? RESET : derive(changes);
		if (changes.reset) fill();
		for (const listener of Array.from(listeners)) listener(told);
	});

	function derive({ added, updated, removed }: RowChanges<From>): RowChanges<To> {
		const gone = new Map<string, To>();
		for (const row of [...removed, ...updated.map(({ before }) => before)])
			for (const { uid } of expand(row)) {
				const known = rows.get(uid);
				if (known !== undefined) gone.set(uid, known);
				rows.delete(uid);
			}
		const fresh: To[] = [];
		const changed: { before: To; after: To }[] = [];
		for (const row of [...added, ...updated.map(({ after }) => after)])
			for (const made of expand(row)) {
				const before = gone.get(made.uid);
				rows.set(made.uid, made);
				gone.delete(made.uid);
				if (before === undefined) fresh.push(made);
				else changed.push({ before, after: made });
			}
		return { reset: false, added: fresh, updated: changed, removed: [...gone.values()] };
	}

	return {
		get size() {
			return rows.size;
		},
		rows: () => rows.values(),
		byUid: (uid) => rows.get(uid),
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		[Symbol.dispose]() {
			end();
			listeners.clear();
		},
	};
}

const RESET: RowChanges<never> = { reset: true, added: [], updated: [], removed: [] };
