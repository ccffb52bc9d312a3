import type { Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { BodyError, type KubeResponse } from "../transport/transport.ts";
import { inSlices } from "./body-slices.ts";
import type { ListPart, WatchEvent } from "./codec.ts";
import { Malformed } from "./malformed.ts";
import type { Projected } from "./object-reader.ts";
import { BrokenOff, type EventReader, type ListEnd, type ListReader, largestObjectBytes } from "./stream-reader.ts";

/** What a body may be written in, by media type. */
export const mediaTypes = { protobuf: "application/vnd.kubernetes.protobuf", json: "application/json" } as const;

/** Where what was read of a body is gathered until the end of the slice. */
export interface Gathering<Item> {
	add(item: Item): void;
	readonly tooLarge: () => void;
}

/**
 * The media type of a response, if it is one of those that are understood.
 *
 * @throws BodyError when it is not.
 */
export function mediaType<Known extends string>(response: KubeResponse, known: readonly Known[]): Known {
	const contentType = response.headers["content-type"] ?? "";
	const stated = contentType.split(";", 1)[0]?.trim().toLowerCase();
	const found = known.find((one) => one === stated);
	if (found === undefined) throw new BodyError(failure("invalid", messages.wire.unexpectedContent(contentType)));
	return found;
}

/** The rows of a list's body, slice by slice. `open` makes the reader that fits the response. */
export async function* readList<R>(
	body: AsyncIterable<Uint8Array>,
	open: (gathering: Gathering<Result<Projected<R>, Failure>>) => ListReader,
): AsyncGenerator<ListPart<R>, void, undefined> {
	let rows: R[] = [];
	let malformed = 0;
	const take = (end?: ListEnd): ListPart<R> => {
		const part = { rows, malformed, ...(end === undefined ? {} : { end }) };
		rows = [];
		malformed = 0;
		return part;
	};
	const reader = open({
		add(item) {
			if (item.ok) rows.push(item.value.row);
			else malformed++;
		},
		tooLarge: () => void malformed++,
	});
	for await (const slice of inSlices(body)) {
		orBodyError(() => reader.push(slice));
		if (rows.length > 0 || malformed > 0) yield take();
	}
	const end = orBodyError(() => reader.finish());
	yield take(end);
}

/** The events of a watch's body, slice by slice. `open` makes the reader that fits the response. */
export async function* readWatch<R>(
	body: AsyncIterable<Uint8Array>,
	open: (gathering: Gathering<WatchEvent<R>>) => EventReader,
): AsyncGenerator<readonly WatchEvent<R>[], void, undefined> {
	const events: WatchEvent<R>[] = [];
	const tooLarge = failure("invalid", messages.wire.objectTooLarge(largestObjectBytes / 2 ** 20));
	const reader = open({
		add: (event) => void events.push(event),
		tooLarge: () => void events.push({ type: "MALFORMED", failure: tooLarge }),
	});
	for await (const slice of inSlices(body)) {
		orBodyError(() => reader.push(slice));
		if (events.length > 0) yield events.splice(0);
	}
	orBodyError(() => reader.finish());
	if (events.length > 0) yield events.splice(0);
}

function orBodyError<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof BrokenOff) throw new BodyError(failure("unreachable", messages.wire.brokeOff));
		if (error instanceof Malformed) throw new BodyError(failure("invalid", error.message));
		throw error;
	}
}
