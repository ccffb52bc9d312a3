import { systemClock } from "../base/clock.ts";
import { anonymousCredentials } from "../kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { scaleScenario } from "../sim/scenario/scale.ts";
import { type Sim, startSim } from "../sim/sim.ts";

const USER = "yuki";

/** Start the simulated company's cluster on a free port of 127.0.0.1. */
export async function startDemo(name: string): Promise<{ readonly target: ConnectionTarget; readonly simulator: Sim }> {
	const scenario = scaleScenario({ pods: 300, nodes: 24, changesPerSecond: 5 });
	const simulator = await startSim({ clock: systemClock, seed: name, scenario });
	const target: ConnectionTarget = {
		context: name,
		cluster: name,
		user: USER,
		namespace: "default",
		endpoint: { server: new URL(simulator.url), insecureSkipTlsVerify: false, disableCompression: true },
		credentials: anonymousCredentials(USER),
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
	};
	return { target, simulator };
}
