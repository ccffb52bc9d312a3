import { fail, ok, type Result } from "../../base/result.ts";
import { type Failure, failure } from "../failure.ts";
import { Malformed } from "../wire/malformed.ts";

/** Run a reader of JSON; what it cannot read is an `invalid` failure. */
export function orInvalid<Value>(read: () => Value): Result<Value, Failure> {
	try {
		return ok(read());
	} catch (error) {
		if (error instanceof Malformed) return fail(failure("invalid", error.message));
		throw error;
	}
}
