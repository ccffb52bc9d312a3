import type { Clock } from "../base/clock.ts";
import { demoScenario } from "./scenario/demo/demo.ts";
import { type Sim, startSim } from "./sim.ts";

/** The demo opens with a release that crashes, a leak that grows, and a node about to fall silent. */
const PAST_MS = 200_000;

/** How to start the demo's server. */
export interface DemoServerOptions {
	/** Same seed, same company. */
	readonly seed?: string;
	/** For clients other than ours: TLS, HTTP/2 and tokens. */
	readonly tls?: boolean;
	/** Port on 127.0.0.1; a free one when left out. */
	readonly port?: number;
}

/** Start the simulated cluster that the demo shows. Dispose of it to end it. Rejects when the port is taken. */
export function startDemo(clock: Clock, { seed = "yagura", ...options }: DemoServerOptions = {}): Promise<Sim> {
	return startSim({ ...options, clock, seed, scenario: demoScenario({ pastMs: PAST_MS }) });
}
