import { badRequest } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Apply the operations that kubectl sends (`add`, `replace`, `remove`, `test`), one after another.
 *
 * @throws StatusError 400 when an operation does not fit or a test fails
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function jsonPatch(target: unknown, operations: unknown): unknown {
	if (!Array.isArray(operations)) throw badRequest("a JSON patch is a list of operations");
	return operations.reduce((value: unknown, operation: JsonObject) => apply(value, operation), target);
}

function apply(target: unknown, operation: JsonObject): unknown {
	const { op, path, value } = operation;
	if (typeof path !== "string" || !["add", "replace", "remove", "test"].includes(String(op))) {
		throw badRequest(`Unexpected kind of operation: ${JSON.stringify(op)}`);
	}
	const steps = path
		.split("/")
		.slice(1)
		.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
	return change(
		target,
		steps,
		(present) => {
			if (op === "add") return value;
			if (present === undefined) throw badRequest(`${String(op)} operation does not apply: no value at ${path}`);
			if (op === "test" && JSON.stringify(present) !== JSON.stringify(value)) {
				throw badRequest(`testing value ${path} failed`);
			}
			return op === "test" ? present : op === "remove" ? undefined : value;
		},
		op === "add",
	);
}

/** Rebuild a value with another one at the end of a path; undefined takes it away. */
function change(
	target: unknown,
	[step, ...rest]: readonly string[],
	make: (present: unknown) => unknown,
	inserts: boolean,
): unknown {
	if (step === undefined) return make(target);
	if (Array.isArray(target)) {
		const index = step === "-" ? target.length : Number(step);
		const inserting = inserts && rest.length === 0;
		const next = change(inserting ? undefined : target[index], rest, make, inserts);
		return target.toSpliced(index, inserting ? 0 : 1, ...(next === undefined ? [] : [next]));
	}
	if (typeof target !== "object" || target === null) throw badRequest(`no object to hold ${JSON.stringify(step)}`);
	const next = change((target as JsonObject)[step], rest, make, inserts);
	const { [step]: _gone, ...others } = target as JsonObject;
	return next === undefined ? others : { ...target, [step]: next };
}
