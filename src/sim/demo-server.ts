import type { Clock } from "../base/clock.ts";
import { demoScenario } from "./scenario/demo/demo.ts";
import { type Sim, startSim } from "./sim.ts";

/** The demo opens with a release that crashes, a leak that grows, and a node about to fall silent. */
const PAST_MS = 200_000;

/** Start the simulated cluster that the demo shows. Dispose of it to end it. */
export function startDemo(clock: Clock, seed = "yagura"): Promise<Sim> {
	return startSim({ clock, seed, scenario: demoScenario({ pastMs: PAST_MS }) });
}
