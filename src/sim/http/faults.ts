/** What happens to a request instead of being answered. */
export type FaultAction =
	/** A Status of this code; 429 and 503 may say when to come back. */
	| { readonly do: "status"; readonly code: number; readonly reason?: string; readonly retryAfterSeconds?: number }
	/** The connection is reset without an answer. */
	| { readonly do: "reset" }
	/** The request is taken and nothing ever comes back. */
	| { readonly do: "blackhole" };

/** A fault that waits for requests. */
interface Fault {
	readonly action: FaultAction;
	/** How many requests it takes; Infinity until it is cleared. */
	readonly times: number;
	/** Which requests it takes, by method and URL (path and query); all when left out. */
	readonly matches?: (method: string, url: string) => boolean;
}

/** Faults in the order they were asked for; the first that matches takes a request. */
export interface FaultPlan {
	add(fault: Fault): void;
	clear(): void;
	/** The action for a request, counted off; undefined when it is to be answered. */
	take(method: string, url: string): FaultAction | undefined;
}

/** Make a plan without faults. */
export function createFaultPlan(): FaultPlan {
	let waiting: { readonly fault: Fault; left: number }[] = [];
	return {
		add: (fault) => void waiting.push({ fault, left: fault.times }),
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
	};
}
