import { type Clock, systemClock } from "../base/clock.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import type { Invocation } from "./arguments.ts";
import { printError } from "./print.ts";

/** An API server to show, and what the command line said about showing it. */
export interface Connection extends AsyncDisposable {
	readonly target: ConnectionTarget;
	readonly transport: Transport;
	readonly clock: Clock;
	readonly demo: boolean;
	readonly readOnly: boolean;
	/** Undefined = all namespaces. */
	readonly namespace: string | undefined;
	/** Name of the kind to open first. */
	readonly resource: string;
}

/** A cluster that was found and not yet connected to. */
export interface FoundCluster {
	/** Name to show while it is being connected to. */
	readonly name: string;
	/** Connect; of the demo, start it. Nothing is sent to a real cluster before the first request. */
	open(): Promise<Connection>;
}

type Wanted = Extract<Invocation, { kind: "demo" | "cluster" }>;

/**
 * Find the cluster that the command line asks for. Says on the terminal what is wrong, or offers the
 * demo where there is no kubeconfig at all.
 *
 * @returns undefined when there is nothing to show; why has been said.
 */
export async function findCluster(wanted: Wanted, version: string): Promise<FoundCluster | undefined> {
	if (wanted.kind === "demo") return demo(wanted, version);
	const { flags } = wanted;
	const { asGroup, ...same } = flags;
	const { loadTarget } = await import("../kube/kubeconfig/load-target.ts");
	const loaded = await loadTarget({ ...same, asGroups: asGroup });
	if (!loaded.ok) {
		if (loaded.failure.kind !== "no-kubeconfig") {
			printError(`${loaded.failure.message}\n`);
			return undefined;
		}
		const { offerDemo } = await import("./offer-demo.ts");
		const wantsDemo = wanted.demoWithoutCluster || (await offerDemo(loaded.failure.message));
		return wantsDemo ? demo(wanted, version) : undefined;
	}
	const target = loaded.value;
	for (const warning of target.warnings) printError(`${safeText(warning)}\n`);
	const namespace = wanted.allNamespaces ? undefined : flags.namespace;
	return { name: target.context, open: () => open(wanted, version, target, { demo: false, namespace }) };
}

function demo(wanted: Wanted, version: string): FoundCluster {
	return {
		name: messages.cli.demoName,
		async open() {
			const { startDemo } = await import("./demo.ts");
			const { target, simulator } = await startDemo(messages.cli.demoName);
			return await open(wanted, version, target, { demo: true, namespace: undefined, end: simulator });
		},
	};
}

async function open(
	wanted: Wanted,
	version: string,
	target: ConnectionTarget,
	scope: { readonly demo: boolean; readonly namespace: string | undefined; readonly end?: AsyncDisposable },
): Promise<Connection> {
	// The skeleton stands by now: what talks to a cluster is loaded behind it.
	const { createTransport } = await import("../kube/transport/create-transport.ts");
	const { readOnly, resource } = wanted;
	const transport = createTransport({ target, clock: systemClock, readOnly, version });
	return {
		target,
		transport,
		clock: systemClock,
		demo: scope.demo,
		readOnly,
		namespace: scope.namespace,
		resource,
		async [Symbol.asyncDispose]() {
			await transport[Symbol.asyncDispose]();
			await scope.end?.[Symbol.asyncDispose]();
		},
	};
}
