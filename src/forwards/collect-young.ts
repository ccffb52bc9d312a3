import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So many bytes go by between two collections: some twenty a second on a fast line, each well below a millisecond. */
const everyBytes = 1024 * 1024;

/**
 * Keep the garbage of bytes that go by small. The engine counts what a buffer is, not what it holds: left to
 * itself it lets tens of megabytes gather before it looks.
 *
 * @returns to be called with the number of bytes that have gone by
 */
export function createYoungCollector(): (bytes: number) => void {
	let since = 0;
	return (bytes) => {
		since += bytes;
		if (since < everyBytes) return;
		since = 0;
		collector ??= engineCollector();
		collector({ type: "minor" });
	};
}

/** One for the whole program. */
let collector: NodeJS.GCFunction | undefined;

function engineCollector(): NodeJS.GCFunction {
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as NodeJS.GCFunction;
	setFlagsFromString("--no-expose-gc");
	return collect;
}
