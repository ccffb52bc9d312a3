import type { ObjectCodec } from "./codec.ts";
import { JsonLineReader } from "./json-lines.ts";
import { JsonListReader } from "./json-list.ts";
import { jsonReader, readJsonEvent, readJsonItem } from "./json-object.ts";
import { ProtobufListReader } from "./protobuf-list.ts";
import { protobufReader, readProtobufEvent, readProtobufItem } from "./protobuf-object.ts";
import { ProtobufFrameReader } from "./protobuf-watch.ts";
import { mediaType, mediaTypes, readList, readWatch } from "./read-body.ts";
import type { ObjectShape } from "./shape.ts";

/** What a codec must know of a kind; a `Resource` has all of it. */
export interface ObjectKind<R> {
	/** Full name of the protobuf message; undefined = the kind exists in JSON only. */
	readonly message: string | undefined;
	readonly shape: ObjectShape;
	project(object: unknown): R;
}

/**
 * The codec of a declared kind.
 *
 * @throws Error when the shape does not fit the message's schema.
 */
export function objectCodec<R>(kind: ObjectKind<R>): ObjectCodec<R> {
	const project = (object: unknown): R => kind.project(object);
	const json = jsonReader(kind.shape, project);
	const protobuf = kind.message === undefined ? undefined : protobufReader(kind.message, kind.shape, project);
	const known = protobuf === undefined ? [mediaTypes.json] : [mediaTypes.protobuf, mediaTypes.json];
	return {
		accept: protobuf === undefined ? mediaTypes.json : `${mediaTypes.protobuf}, ${mediaTypes.json};q=0.9`,
		list(response) {
			return readList(response.body, ({ add, tooLarge }) => {
				if (mediaType(response, known) === mediaTypes.json || protobuf === undefined)
					return new JsonListReader(
						{ object: (bytes) => add(readJsonItem(bytes, json)), tooLarge },
						{ lists: ["items"] },
					);
				const object = (bytes: Buffer): void => add(readProtobufItem(bytes, protobuf));
				return new ProtobufListReader({ object, tooLarge });
			});
		},
		watch(response) {
			return readWatch(response.body, ({ add, tooLarge }) => {
				if (mediaType(response, known) === mediaTypes.json || protobuf === undefined)
					return new JsonLineReader({ object: (line) => add(readJsonEvent(line, json)), tooLarge });
				return new ProtobufFrameReader({ object: (frame) => add(readProtobufEvent(frame, protobuf)), tooLarge });
			});
		},
	};
}
