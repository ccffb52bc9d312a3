import { systemClock } from "../base/clock.ts";
import { anonymousCredentials } from "../kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { scaleScenario } from "../sim/scenario/scale.ts";
import { type Sim, startSim } from "../sim/sim.ts";

const NAME = "demo";

/** Start the simulated company's cluster on a free port of 127.0.0.1. */
export async function startDemo(): Promise<{ readonly target: ConnectionTarget; readonly simulator: Sim }> {
	const simulator = await startSim({
		clock: systemClock,
		seed: NAME,
		scenario: scaleScenario({ pods: 300, nodes: 24, changesPerSecond: 5 }),
	});
	const target: ConnectionTarget = {
		context: NAME,
		cluster: NAME,
		user: "yuki",
		namespace: "default",
		endpoint: { server: new URL(simulator.url), insecureSkipTlsVerify: false, disableCompression: true },
		credentials: anonymousCredentials("yuki"),
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
	};
	return { target, simulator };
}
