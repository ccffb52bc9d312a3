import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { Malformed } from "./malformed.ts";
import { compilePlan, readMessage } from "./protobuf-plan.ts";
import type { ObjectShape, Picked } from "./shape.ts";
import { WireReader } from "./wire-reader.ts";

/** Reads the message between two offsets of some bytes; broken bytes are an `invalid` failure. */
export type ProtobufDecoder<S> = (bytes: Uint8Array, start?: number, end?: number) => Result<Picked<S>, Failure>;

/**
 * A decoder that fills a shape straight from the bytes of a message and steps over everything else.
 *
 * @param message full name, e.g. `k8s.io.api.core.v1.Pod`
 * @throws Error with the path when the shape does not fit the schema.
 */
export function protobufDecoder<const S extends ObjectShape>(message: string, shape: S): ProtobufDecoder<S> {
	const plan = compilePlan(message, shape);
	return (bytes, start = 0, end = bytes.length) => {
		try {
			return ok(readMessage(plan, new WireReader(bytes, start, end)) as Picked<S>);
		} catch (error) {
			return fail(malformedFailure(error));
		}
	};
}

/** What was thrown while one object was read, as a failure; anything unexpected is thrown on. */
export function malformedFailure(error: unknown): Failure {
	if (!(error instanceof Malformed)) throw error;
	return failure("invalid", messages.wire.malformedObject(error.message));
}
