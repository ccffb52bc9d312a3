import type { TrafficCount } from "./transport.ts";

/** Counts requests and the bytes of their bodies, as they are on the wire, by purpose. */
export interface Traffic {
	sent(purpose: string, bytes: number): void;
	received(purpose: string, bytes: number): void;
	counts(): ReadonlyMap<string, TrafficCount>;
}

/** Make counters that stand at nought. */
export function createTraffic(): Traffic {
	const byPurpose = new Map<string, { requests: number; receivedBytes: number; sentBytes: number }>();
	const of = (purpose: string) => {
		let count = byPurpose.get(purpose);
		if (count === undefined) byPurpose.set(purpose, (count = { requests: 0, receivedBytes: 0, sentBytes: 0 }));
		return count;
	};
	return {
		sent(purpose, bytes) {
			const count = of(purpose);
			count.requests++;
			count.sentBytes += bytes;
		},
		received(purpose, bytes) {
			of(purpose).receivedBytes += bytes;
		},
		counts: () => new Map([...byPurpose].map(([purpose, count]) => [purpose, { ...count }])),
	};
}
