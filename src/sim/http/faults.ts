/**
 * What happens to a request instead of being answered as it should be, or to its answer.
 *
 * Byte counts are of the body as it is sent, so of compressed bytes where a client accepts those.
 */
export type FaultAction =
	/** A Status of this code; 429 and 503 may say when to come back. */
	| { readonly do: "status"; readonly code: number; readonly reason?: string; readonly retryAfterSeconds?: number }
	/** A watch begins well and is ended at once, by an ERROR of this code or, without one, in good order. Others are answered. */
	| { readonly do: "watch-ends"; readonly code?: number; readonly reason?: string }
	/** Every version is too new: 504 with the cause that a cache which lags behind gives. */
	| { readonly do: "too-large-version" }
	/** The connection is reset without an answer. */
	| { readonly do: "reset" }
	/** The request is taken and nothing ever comes back. */
	| { readonly do: "blackhole" }
	/** The answer comes later, by a fixed time and up to `jitterMs` more. */
	| { readonly do: "delay"; readonly delayMs: number; readonly jitterMs?: number }
	/** The connection is reset after so many bytes of the body. */
	| { readonly do: "truncate"; readonly afterBytes: number }
	/** After so many bytes of the body nothing more comes, and the connection stays. */
	| { readonly do: "stall"; readonly afterBytes: number }
	/** The body comes at this rate. */
	| { readonly do: "drip"; readonly bytesPerSecond: number }
	/** The byte of the body at this index is another than it should be. */
	| { readonly do: "corrupt"; readonly atByte: number };

/** A fault that waits for requests. */
export interface RequestFault {
	readonly action: FaultAction;
	/** How many requests it takes; Infinity until it is cleared. */
	readonly times: number;
	/** Which requests it takes, by method and URL (path and query); all when left out. */
	readonly matches?: (method: string, url: string) => boolean;
}

/** Faults in the order they were asked for; the first that matches takes a request. */
export interface FaultPlan {
	/** Returns the function that takes it back. */
	add(fault: RequestFault): () => void;
	clear(): void;
	/** The action for a request, counted off; undefined when it is to be answered. */
	take(method: string, url: string): FaultAction | undefined;
	/** Whether the fault that an action is of was taken back. */
	isOver(action: FaultAction): boolean;
}

/** Make a plan without faults. */
export function createFaultPlan(): FaultPlan {
	const over = new WeakSet<FaultAction>();
	let waiting: { readonly fault: RequestFault; left: number }[] = [];
	return {
		add(fault) {
			const entry = { fault, left: fault.times };
			waiting.push(entry);
			return () => {
				over.add(fault.action);
				waiting = waiting.filter((other) => other !== entry);
			};
		},
		clear: () => {
			waiting = [];
		},
		take(method, url) {
			const entry = waiting.find(({ fault, left }) => left > 0 && (fault.matches?.(method, url) ?? true));
			if (entry === undefined) return undefined;
			entry.left--;
			waiting = waiting.filter(({ left }) => left > 0);
			return entry.fault.action;
		},
		isOver: (action) => over.has(action),
	};
}
