import type { Clock } from "../../base/clock.ts";
import { createStore, type Readable } from "../../base/store.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionState } from "./transport.ts";

/** Keeps what is known of the connection as a whole. */
export interface ConnectionRecord {
	readonly connection: Readable<ConnectionState>;
	/** The server answered something, whatever it was. */
	up(): void;
	/** No connection could be made, or a probe was not answered. */
	down(failure: Failure): void;
}

/** Make a record that knows nothing yet. */
export function createConnectionRecord(clock: Clock): ConnectionRecord {
	const connection = createStore<ConnectionState>({ state: "unknown", sinceMs: clock.now() });
	return {
		connection,
		up() {
			if (connection.get().state !== "up") connection.set({ state: "up", sinceMs: clock.now() });
		},
		down(failure) {
			const { state, sinceMs } = connection.get();
			connection.set({ state: "down", sinceMs: state === "down" ? sinceMs : clock.now(), failure });
		},
	};
}
