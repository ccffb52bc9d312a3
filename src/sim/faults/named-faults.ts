import type { Clock, Timer } from "../../base/clock.ts";
import type { FaultName } from "../../text/messages/faults.ts";
import type { Sim } from "../sim.ts";
import { kinds } from "../world/kinds.ts";
import { type Fault, inject } from "./inject.ts";

/** A fault that is asked for by its name alone. */
interface NamedFault {
	readonly fault: (victim: { readonly namespace: string; readonly name: string }) => Fault;
	/** true = it is met by new requests: watches that are open are cut, so that it is met at once. */
	readonly cuts?: true;
	/** true = it is done to an object, of which there has to be one first. */
	readonly hurts?: true;
	/** true = it is seen over TLS alone. */
	readonly tls?: true;
}

/** One of each, strong enough to be seen. Whoever tests against all faults goes through this table. */
const namedFaults: Readonly<Record<FaultName, NamedFault>> = {
	latency: { fault: () => ({ fault: "latency", delayMs: 3_000, jitterMs: 2_000 }), cuts: true },
	reset: { fault: () => ({ fault: "reset" }), cuts: true },
	truncation: { fault: () => ({ fault: "truncation", afterBytes: 200 }), cuts: true },
	blackhole: { fault: () => ({ fault: "blackhole" }), cuts: true },
	"blackhole-in-stream": { fault: () => ({ fault: "blackhole-in-stream", afterBytes: 200 }), cuts: true },
	"silent-watches": { fault: () => ({ fault: "silent-watches" }) },
	drip: { fault: () => ({ fault: "drip" }), cuts: true },
	corruption: { fault: () => ({ fault: "corruption", atByte: 0 }), cuts: true },
	"server-error": { fault: () => ({ fault: "server-error" }), cuts: true },
	unavailable: { fault: () => ({ fault: "server-error", code: 503 }), cuts: true },
	"too-many-requests": { fault: () => ({ fault: "too-many-requests", retryAfterSeconds: 5 }), cuts: true },
	unauthorized: { fault: () => ({ fault: "server-error", code: 401 }), cuts: true },
	forbidden: { fault: () => ({ fault: "forbidden", user: "admin" }), cuts: true },
	expired: { fault: () => ({ fault: "expired" }), cuts: true },
	"too-large-version": { fault: () => ({ fault: "too-large-version" }), cuts: true },
	"uid-swap": { fault: (victim) => ({ fault: "uid-swap", kind: kinds.pods, ...victim }), hurts: true },
	"lost-delete": { fault: (victim) => ({ fault: "lost-delete", kind: kinds.pods, ...victim }), hurts: true },
	"malformed-object": { fault: (victim) => ({ fault: "malformed-object", kind: kinds.pods, ...victim }), hurts: true },
	"huge-annotation": { fault: (victim) => ({ fault: "huge-annotation", kind: kinds.pods, ...victim }), hurts: true },
	"certificate-change": {
		fault: () => ({ fault: "certificate-change", by: "stranger" }),
		cuts: true,
		tls: true,
	},
	"clock-skew": { fault: () => ({ fault: "clock-skew", aheadMs: 90_000 }), cuts: true },
};

/** Whether a fault is seen over TLS alone. */
export function needsTls(name: FaultName): boolean {
	return namedFaults[name].tls === true;
}

/** The pod that faults of single objects are done to. */
const VICTIM = { namespace: "default", name: "victim" } as const;

/** A fault by name that can be switched on and off, again and again. */
interface FaultSwitch {
	on(): void;
	/** As far as it can be taken back. */
	off(): void;
}

/** Get ready for a fault; an object that it needs is there from now on. */
export function prepareFault(sim: Sim, name: FaultName): FaultSwitch {
	const { fault, cuts, hurts } = namedFaults[name];
	if (hurts === true) addVictim(sim);
	let over: (() => void) | undefined;
	return {
		on() {
			if (hurts === true) addVictim(sim);
			over = inject(sim, fault(VICTIM));
			if (cuts === true) sim.streams.closeAll("reset");
		},
		off() {
			over?.();
			over = undefined;
		},
	};
}

/** A pod like another, of which nobody takes care: what is done to it stays. */
function addVictim({ store }: Sim): void {
	if (store.get(kinds.pods, VICTIM.namespace, VICTIM.name) !== undefined) return;
	const [like] = store.list(kinds.pods).filter((pod) => (pod["status"] as Phase | undefined)?.phase === "Running");
	if (like === undefined) throw new Error("there is no pod to make another of");
	const { labels, creationTimestamp } = like.metadata;
	const metadata = { ...VICTIM, creationTimestamp, ...(labels === undefined ? {} : { labels }) };
	store.create(kinds.pods, { ...like, metadata });
}

interface Phase {
	readonly phase?: string;
}

const FIRST_MS = 10_000;
const LASTS_MS = 60_000;

/** Switch a fault on ten seconds from now for a minute, and again every other minute. Returns what ends it. */
export function recurFault(sim: Sim, clock: Clock, name: FaultName): () => void {
	const fault = prepareFault(sim, name);
	let timer: Timer;
	const on = (): void => {
		fault.on();
		timer = clock.after(LASTS_MS, off);
	};
	const off = (): void => {
		fault.off();
		timer = clock.after(LASTS_MS, on);
	};
	timer = clock.after(FIRST_MS, on);
	return () => timer.cancel();
}
