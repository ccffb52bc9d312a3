import { setImmediate as nextTurn } from "node:timers/promises";

/** Most bytes that are decoded in one go. */
const sliceBytes = 64 * 1024;
/** Bytes after which the event loop gets a turn: a few milliseconds of decoding, at most. */
const turnBytes = 256 * 1024;

/**
 * A body in pieces of bounded size. Chunks that were already buffered arrive without a turn of the
 * event loop between them, so one is taken here: keys and frames are served while a list comes in.
 */
export async function* inSlices(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
	let handledBytes = 0;
	for await (const chunk of body) {
		for (let at = 0; at < chunk.length; at += sliceBytes) {
			if (handledBytes >= turnBytes) {
				handledBytes = 0;
				await nextTurn();
			}
			const slice = chunk.subarray(at, at + sliceBytes);
			handledBytes += slice.length;
			yield slice;
		}
	}
}
