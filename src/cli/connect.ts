import { systemClock } from "../base/clock.ts";
import type { ExecHooks } from "../kube/auth/exec-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import type { ClusterInvocation, Invocation } from "./arguments.ts";
import type { Connection, Contexts } from "./connection.ts";
import { printError } from "./print.ts";

/** A cluster that was found and not yet connected to, and the contexts beside it. */
export interface FoundCluster {
	/** Name to show while it is being connected to. */
	readonly name: string;
	/** Name of the kind to open first. */
	readonly resource: string;
	/** Connect; of the demo, start it. Nothing is sent to a real cluster before the first request. */
	open(): Promise<{ readonly first: Connection; readonly contexts: Contexts }>;
}

/** What the program brings to every connection. */
export interface ConnectOptions {
	readonly wanted: Extract<Invocation, { kind: "demo" | "cluster" }>;
	readonly version: string;
	/** How credential plugins may reach the user. */
	readonly exec: ExecHooks;
	readonly isProduction: (context: string) => boolean;
}

/**
 * Find the cluster that the command line asks for. Says on the terminal what is wrong, or offers the
 * demo where there is no kubeconfig at all.
 *
 * @returns undefined when there is nothing to show; why has been said.
 */
export async function findCluster(options: ConnectOptions): Promise<FoundCluster | undefined> {
	const { wanted, exec } = options;
	if (wanted.kind === "demo") return demo(options);
	const { loadTarget } = await import("../kube/kubeconfig/load-target.ts");
	const loaded = await loadTarget({ ...wanted.flags, exec });
	if (!loaded.ok) {
		if (loaded.failure.kind !== "no-kubeconfig") {
			printError(`${loaded.failure.message}\n`);
			return undefined;
		}
		const { offerDemo } = await import("./offer-demo.ts");
		const wantsDemo = wanted.demoWithoutCluster || (await offerDemo(loaded.failure.message));
		return wantsDemo ? demo(options) : undefined;
	}
	const seen = wanted.flags.token === undefined ? [] : [messages.cli.tokenVisible];
	const target = { ...loaded.value, warnings: [...loaded.value.warnings, ...seen] };
	for (const warning of target.warnings) printError(`${safeText(warning)}\n`);
	return kubeconfigCluster(options, wanted, target);
}

function kubeconfigCluster(options: ConnectOptions, wanted: ClusterInvocation, first: ConnectionTarget): FoundCluster {
	return {
		name: first.context,
		resource: wanted.resource,
		async open() {
			const [connect, { kubeconfigContexts, namespaceOf }] = await Promise.all([
				connecting(options),
				import("./kubeconfig-contexts.ts"),
			]);
			const { exec, isProduction } = options;
			const connectTo = (target: ConnectionTarget, namespace: string | undefined): Connection =>
				connect(target, { demo: false, production: isProduction(target.context), namespace });
			return {
				first: connectTo(first, namespaceOf(wanted, first)),
				contexts: kubeconfigContexts({ wanted, first, exec, isProduction, connectTo }),
			};
		},
	};
}

function demo(options: ConnectOptions): FoundCluster {
	const name = messages.cli.demoNames.main;
	const { fault, namespace } = options.wanted.kind === "demo" ? options.wanted : {};
	return {
		name,
		resource: options.wanted.resource,
		async open() {
			const [connect, { demoContexts }] = await Promise.all([connecting(options), import("./demo-contexts.ts")]);
			const contexts = demoContexts(
				options.isProduction,
				(target, end) =>
					connect(target, {
						demo: true,
						production: contexts.isProduction(target.context),
						namespace,
						end,
					}),
				fault,
			);
			const first = await contexts.connect(name);
			if (!first.ok) throw new Error(first.failure.message);
			return { first: first.value, contexts };
		},
	};
}

interface Scope extends Pick<Connection, "demo" | "production" | "namespace"> {
	/** What ends after the connection. */
	readonly end?: AsyncDisposable;
}

/** What talks to a cluster is loaded only now, while the skeleton stands. */
async function connecting({
	wanted,
	version,
}: ConnectOptions): Promise<(target: ConnectionTarget, scope: Scope) => Connection> {
	const { createTransport } = await import("../kube/transport/create-transport.ts");
	const { readOnly } = wanted;
	return (target, { end, ...scope }) => {
		const transport = createTransport({ target, clock: systemClock, readOnly, version });
		return {
			target,
			transport,
			clock: systemClock,
			readOnly,
			...scope,
			async [Symbol.asyncDispose]() {
				await transport[Symbol.asyncDispose]();
				await end?.[Symbol.asyncDispose]();
			},
		};
	};
}
