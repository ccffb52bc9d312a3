import { ok, type Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import type { WatchEvent } from "./codec.ts";
import { openEnvelope } from "./envelope.ts";
import {
	attempt,
	headShape,
	type ObjectReader,
	type Projected,
	projected,
	toWatchEvent,
	withResourceVersion,
} from "./object-reader.ts";
import { protobufDecoder } from "./protobuf-decoder.ts";
import { readWatchFrame } from "./protobuf-watch.ts";
import type { ObjectShape } from "./shape.ts";
import { inStreamProtobufFailure } from "./status.ts";

/** Where an object's own bytes are, out of its envelope. */
export interface ProtobufSource {
	readonly bytes: Buffer;
	readonly start: number;
	readonly end: number;
}

/** Reads objects of one message from protobuf. */
export function protobufReader<R>(
	message: string,
	shape: ObjectShape,
	project: (object: unknown) => R,
): ObjectReader<ProtobufSource, R> {
	const decode = protobufDecoder(message, withResourceVersion(shape));
	const decodeHead = protobufDecoder(message, headShape);
	return {
		object({ bytes, start, end }) {
			const decoded = decode(bytes, start, end);
			return decoded.ok ? ok(projected(decoded.value, project)) : decoded;
		},
		head({ bytes, start, end }) {
			const decoded = decodeHead(bytes, start, end);
			return decoded.ok ? ok(decoded.value.metadata) : decoded;
		},
		error: ({ bytes, start, end }) => inStreamProtobufFailure(bytes, start, end),
	};
}

/** Read one item of a list. */
export function readProtobufItem<R>(
	bytes: Buffer,
	reader: ObjectReader<ProtobufSource, R>,
): Result<Projected<R>, Failure> {
	return attempt(() => reader.object({ bytes, start: 0, end: bytes.length }));
}

/** Read one frame of a watch. */
export function readProtobufEvent<R>(frame: Buffer, reader: ObjectReader<ProtobufSource, R>): WatchEvent<R> {
	const opened = attempt(() => {
		const { type, start, end } = readWatchFrame(frame);
		return ok({ type, source: { bytes: frame, ...openEnvelope(frame, start, end) } });
	});
	if (!opened.ok) return { type: "MALFORMED", failure: opened.failure };
	return toWatchEvent(opened.value.type, opened.value.source, reader);
}
