import { useSyncExternalStore } from "react";
import type { Readable } from "../../src/base/store.ts";

/** The current value of a store; renders again when it changes. */
export function useReadable<T>(readable: Readable<T>): T {
	return useSyncExternalStore(readable.subscribe, readable.get, readable.get);
}
