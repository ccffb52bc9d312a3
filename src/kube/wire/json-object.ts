import { ok, type Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import type { WatchEvent } from "./codec.ts";
import { parseJson } from "./json-lines.ts";
import { pickJson } from "./json-picker.ts";
import { Malformed } from "./malformed.ts";
import {
	attempt,
	headShape,
	type ObjectReader,
	type Projected,
	projected,
	toWatchEvent,
	withResourceVersion,
} from "./object-reader.ts";
import type { ObjectShape } from "./shape.ts";
import { inStreamFailure, statusShape } from "./status.ts";

/** Reads objects from parsed JSON. */
export function jsonReader<R>(shape: ObjectShape, project: (object: unknown) => R): ObjectReader<unknown, R> {
	const wholeShape = withResourceVersion(shape);
	return {
		object: (json) => ok(projected(pickJson(wholeShape, json), project)),
		head: (json) => ok(pickJson(headShape, json).metadata),
		error: jsonError,
	};
}

/** The Status of an in-stream ERROR. */
export function jsonError(json: unknown): Failure {
	const picked = attempt(() => ok(pickJson(statusShape, json)));
	return picked.ok ? inStreamFailure(picked.value) : picked.failure;
}

/** Read one item of a list. */
export function readJsonItem<R>(bytes: Buffer, reader: ObjectReader<unknown, R>): Result<Projected<R>, Failure> {
	return attempt(() => reader.object(parseJson(bytes)));
}

/** Read one line of a watch. */
export function readJsonEvent<R>(line: Buffer, reader: ObjectReader<unknown, R>): WatchEvent<R> {
	const parsed = attempt(() => {
		const event = parseJson(line);
		if (typeof event !== "object" || event === null) throw new Malformed("event is not an object");
		const { type } = pickJson({ type: "string" }, event);
		return ok({ type, object: "object" in event ? event.object : undefined });
	});
	if (!parsed.ok) return { type: "MALFORMED", failure: parsed.failure };
	return toWatchEvent(parsed.value.type, parsed.value.object, reader);
}
