/** The outcome of something that is expected to fail now and then. */
export type Result<Value, Problem> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly failure: Problem };

/** A success. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
	return { ok: true, value };
}

/** A failure. */
export function fail<Problem>(failure: Problem): { readonly ok: false; readonly failure: Problem } {
	return { ok: false, failure };
}
