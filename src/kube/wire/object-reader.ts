import { fail, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import type { ObjectName, WatchEvent } from "./codec.ts";
import { Malformed } from "./malformed.ts";
import { malformedFailure } from "./protobuf-decoder.ts";
import type { ObjectShape, Picked } from "./shape.ts";

/** What a list or watch needs to know of an object besides its row. */
export interface Projected<R> {
	readonly row: R;
	readonly resourceVersion: string;
}

/**
 * Reads objects, in whatever form `Source` is. Everything that is wrong with one is a failure (or is
 * thrown as `Malformed`, which {@link attempt} makes one).
 */
export interface ObjectReader<Source, R> {
	object(source: Source): Result<Projected<R>, Failure>;
	/** The metadata of a BOOKMARK's near-empty object, or of one that cannot be read as a whole. */
	head(source: Source): Result<HeadMetadata, Failure>;
	/** The Status of an ERROR. */
	error(source: Source): Failure;
}

/** What matters of a bookmark's object, and the name of any other. */
export const headShape = {
	metadata: { namespace: "string", name: "string", resourceVersion: "string", annotations: "stringMap" },
} as const;

type HeadMetadata = Picked<typeof headShape>["metadata"];

/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists */
const initialEventsEnd = "k8s.io/initial-events-end";

/** Make the event of one type and object; what cannot be read is a MALFORMED one. */
export function toWatchEvent<Source, R>(type: string, source: Source, reader: ObjectReader<Source, R>): WatchEvent<R> {
	switch (type) {
		case "ADDED":
		case "MODIFIED":
		case "DELETED": {
			const read = attempt(() => reader.object(source));
			if (read.ok) return { type, ...read.value };
			const { failure } = read;
			const head = type === "DELETED" ? attempt(() => reader.head(source)) : read;
			return head.ok ? { type: "MALFORMED", failure, gone: nameOf(head.value) } : { type: "MALFORMED", failure };
		}
		case "BOOKMARK": {
			const read = attempt(() => reader.head(source));
			if (!read.ok) return { type: "MALFORMED", failure: read.failure };
			const { resourceVersion, annotations } = read.value;
			return { type, resourceVersion, initialEventsEnd: annotations[initialEventsEnd] === "true" };
		}
		case "ERROR":
			return { type, failure: reader.error(source) };
		default:
			return { type: "MALFORMED", failure: failure("invalid", messages.wire.unknownEvent(type)) };
	}
}

function nameOf({ namespace, name }: ObjectName): ObjectName {
	return { namespace, name };
}

/** Read one object; bytes that make no sense make this one object malformed. */
export function attempt<Value>(read: () => Result<Value, Failure>): Result<Value, Failure> {
	try {
		return read();
	} catch (error) {
		return fail(malformedFailure(error));
	}
}

/**
 * Turn what was picked into a row. A `project` that throws has met an object that nobody thought of:
 * that object is malformed, and the rest of the stream is not its business.
 */
export function projected<R>(object: unknown, project: (object: unknown) => R): Projected<R> {
	const { metadata } = object as { readonly metadata: { readonly resourceVersion: string } };
	try {
		return { row: project(object), resourceVersion: metadata.resourceVersion };
	} catch (error) {
		throw new Malformed(error instanceof Error ? error.message : String(error));
	}
}

/** The shape with the version that a watch goes on from. */
export function withResourceVersion(shape: ObjectShape): ObjectShape {
	return { ...shape, metadata: { ...(shape["metadata"] as ObjectShape | undefined), resourceVersion: "string" } };
}
