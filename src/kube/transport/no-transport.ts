import { fail } from "../../base/result.ts";
import { createStore } from "../../base/store.ts";
import type { SafeText } from "../../text/safe-text.ts";
import { failure } from "../failure.ts";
import type { ConnectionState, Transport } from "./transport.ts";

/** A way to nowhere, for a screen that shows no cluster: whatever is asked is refused here, and why is said. */
export function noTransport(why: SafeText): Transport {
	const refusal = failure("absent", why);
	const refuse = async () => fail(refusal);
	return {
		request: refuse,
		dial: refuse,
		probe: refuse,
		connection: createStore<ConnectionState>({ state: "unknown", sinceMs: 0 }),
		clockSkewMs: createStore(0),
		traffic: () => new Map(),
		async [Symbol.asyncDispose]() {},
	};
}
