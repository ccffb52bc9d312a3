import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** A pod that is there from the start and leads the table. */
export const KNOWN_POD = "aaa-known";

/** What the server can be told to do. */
export type Order =
	| { readonly do: "report" }
	| { readonly do: "change"; readonly perSecond: number }
	| { readonly do: "serve metrics"; readonly served: boolean }
	| { readonly do: "create" | "delete"; readonly name: string };

/** Its answer. */
export interface Report {
	/** When it began to obey, by {@link machineMs}. */
	readonly atMs: number;
	/** Requests it has been asked so far. */
	readonly requests: number;
	/** Version of the last write: the difference of two is how many changes lie between. */
	readonly revision: number;
}

export interface Server extends Disposable {
	readonly kubeconfig: string;
	/** One order at a time. */
	tell(order: Order): Promise<Report>;
}

/** Start a server of so many pods and wait until it listens. */
export async function startServer(pods: number): Promise<Server> {
	// Encoded pods lie outside of the heap: without the second flag each 64 MB of them would collect all garbage anew.
	const execArgv = ["--max-old-space-size=8192", "--external-memory-accounted-in-global-limit"];
	const child = fork(path.join(import.meta.dirname, "server.ts"), [`${pods}`], { execArgv });
	child.once("exit", (code) => {
		if (code !== null && code !== 0) throw new Error(`the simulated API ended with ${code}`);
	});
	const [kubeconfig] = (await once(child, "message")) as [string];
	return {
		kubeconfig,
		async tell(order) {
			const answer = once(child, "message") as Promise<[Report]>;
			child.send(order);
			return (await answer)[0];
		},
		[Symbol.dispose]: () => child.disconnect(),
	};
}
