import type { Readable } from "./store.ts";

/**
 * A value computed from another and computed again only when that one has changed, so that it may
 * be read as often as React likes.
 */
export function derive<From, To>(from: Readable<From>, compute: (value: From) => To): Readable<To> {
	return deriveAll([from], () => compute(from.get()));
}

/**
 * A value computed from several others, computed again only when one of them has changed. Where the new value says
 * the same as the one before (`isSame`), the one before stays: who follows it has nothing to do.
 */
export function deriveAll<To>(
	from: readonly Readable<unknown>[],
	compute: () => To,
	isSame: (before: To, after: To) => boolean = Object.is,
): Readable<To> {
	let last: { readonly from: readonly unknown[]; readonly to: To } | undefined;
	return {
		get() {
			const values = from.map((one) => one.get());
			if (last !== undefined && last.from.every((value, index) => Object.is(value, values[index]))) return last.to;
			const next = compute();
			last = { from: values, to: last !== undefined && isSame(last.to, next) ? last.to : next };
			return last.to;
		},
		subscribe(listener) {
			const ends = from.map((one) => one.subscribe(listener));
			return () => {
				for (const end of ends) end();
			};
		},
	};
}
