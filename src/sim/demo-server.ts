import type { Clock } from "../base/clock.ts";
import type { FaultName } from "../text/messages/faults.ts";
import { needsTls, recurFault } from "./faults/named-faults.ts";
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
	/** What goes wrong, again and again. */
	readonly fault?: FaultName | undefined;
}

/** Start the simulated cluster that the demo shows. Dispose of it to end it. Rejects when the port is taken. */
export async function startDemo(
	clock: Clock,
	{ seed = "yagura", fault, ...options }: DemoServerOptions = {},
): Promise<Sim> {
	const scenario = demoScenario({ pastMs: PAST_MS });
	// A certificate is looked at where there is one; who comes without a token may do what the demo may.
	const tls = fault !== undefined && needsTls(fault) && options.tls !== true ? { tls: true, requireToken: false } : {};
	const sim = await startSim({ ...options, ...tls, clock, seed, scenario });
	if (fault === undefined) return sim;
	const end = recurFault(sim, clock, fault);
	return {
		...sim,
		async [Symbol.asyncDispose]() {
			end();
			await sim[Symbol.asyncDispose]();
		},
	};
}
