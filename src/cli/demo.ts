import { systemClock } from "../base/clock.ts";
import { anonymousCredentials } from "../kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { startDemo as startSimulator } from "../sim/demo-server.ts";
import type { Sim } from "../sim/sim.ts";

const USER = "yuki";

/** Start the simulated company's cluster on a free port of 127.0.0.1. */
export async function startDemo(name: string): Promise<{ readonly target: ConnectionTarget; readonly simulator: Sim }> {
	const simulator = await startSimulator(systemClock);
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
