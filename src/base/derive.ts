import type { Readable } from "./store.ts";

/**
 * A value computed from another and computed again only when that one has changed, so that it may
 * be read as often as React likes.
 */
export function derive<From, To>(from: Readable<From>, compute: (value: From) => To): Readable<To> {
	let last: { readonly from: From; readonly to: To } | undefined;
	return {
		get() {
			const value = from.get();
			if (last === undefined || !Object.is(last.from, value)) last = { from: value, to: compute(value) };
			return last.to;
		},
		subscribe: from.subscribe,
	};
}
