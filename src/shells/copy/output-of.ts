import type { RemoteProcess } from "../../kube/streams/remote-process.ts";

/** More than this unread makes the process wait. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** What a process writes, to be read at one's own pace, until it ends. */
export async function* outputOf(process: RemoteProcess): AsyncGenerator<Uint8Array> {
	const waiting: Uint8Array[] = [];
	let bytes = 0;
	let isOver = false;
	let wake = (): void => {};
	const stop = process.onOutput((piece, from) => {
		if (from !== "stdout") return;
		waiting.push(piece);
		bytes += piece.length;
		if (bytes > MOST_WAITING_BYTES) process.pause();
		wake();
	});
	void process.ended.then(() => {
		isOver = true;
		wake();
	});
	try {
		for (;;) {
			const piece = waiting.shift();
			if (piece !== undefined) {
				bytes -= piece.length;
				if (bytes <= MOST_WAITING_BYTES / 2) process.resume();
				yield piece;
			} else if (isOver) return;
			else {
				const { promise, resolve } = Promise.withResolvers<void>();
				wake = resolve;
				await promise;
			}
		}
	} finally {
		stop();
	}
}
