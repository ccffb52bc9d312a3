import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { type Clock, systemClock } from "../../base/clock.ts";

/** What loading a kubeconfig and getting a credential need of the machine; tests bring their own. */
export interface Machine {
	readonly clock: Clock;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Where `.kube/config` is looked for. */
	readonly homeDirectory: string;
	/** What a relative `--kubeconfig` or `KUBECONFIG` entry is relative to. */
	readonly workingDirectory: string;
	/** Where a pod finds its service account. */
	readonly serviceAccountDirectory: string;
	/** Starts an exec plugin. */
	readonly spawn: typeof spawn;
}

/** The machine we run on. */
export function systemMachine(): Machine {
	return {
		clock: systemClock,
		env: process.env,
		homeDirectory: homedir(),
		workingDirectory: process.cwd(),
		serviceAccountDirectory: "/var/run/secrets/kubernetes.io/serviceaccount",
		spawn,
	};
}
