import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../base/clock.ts";
import { anonymousCredentials } from "../kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { startDemo as startSimulator } from "../sim/demo-server.ts";
import type { Sim } from "../sim/sim.ts";
import type { FaultName } from "../text/messages/faults.ts";
import { messages } from "../text/messages/messages.ts";
import { print, printError } from "./print.ts";

const USER = "yuki";

/** Start a cluster of the simulated company on a free port of 127.0.0.1; another name is another cluster. */
export async function startDemo(
	name: string,
	fault?: FaultName,
): Promise<{ readonly target: ConnectionTarget; readonly simulator: Sim }> {
	const seed = name === messages.cli.demoNames.main ? {} : { seed: name };
	const simulator = await startSimulator(systemClock, { ...seed, fault });
	const ca = simulator.authority === undefined ? {} : { ca: simulator.authority };
	const target: ConnectionTarget = {
		context: name,
		cluster: name,
		user: USER,
		namespace: "default",
		chosenNamespace: "",
		endpoint: { ...ca, server: new URL(simulator.url), insecureSkipTlsVerify: false, disableCompression: true },
		credentials: anonymousCredentials(USER),
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
	};
	return { target, simulator };
}

/** Signals that end {@link serveDemo}. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Serve the simulated cluster to other programs until a signal ends it. Prints where its kubeconfig is: a
 * file for the user alone, in a directory of its own that is removed at the end.
 *
 * @returns the exit code
 */
export async function serveDemo(port: number, fault?: FaultName): Promise<number> {
	const ended = new Promise((resolve) => {
		for (const signal of ENDINGS) process.once(signal, resolve);
	});
	let simulator: Sim;
	try {
		simulator = await startSimulator(systemClock, { tls: true, port, fault });
	} catch (error) {
		printError(`${messages.cli.cannotServe(port, error instanceof Error ? error.message : String(error))}\n`);
		return 1;
	}
	const directory = mkdtempSync(join(tmpdir(), "yagura-demo-"));
	try {
		const file = join(directory, "kubeconfig");
		writeFileSync(file, simulator.kubeconfig(), { mode: 0o600, flag: "wx" });
		print(`${messages.cli.serving(simulator.url, file)}\n`);
		await ended;
		return 0;
	} finally {
		rmSync(directory, { recursive: true, force: true });
		await simulator[Symbol.asyncDispose]();
	}
}
