import { fail, ok } from "../base/result.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { kubeconfigFailure } from "../kube/kubeconfig/kubeconfig-failure.ts";
import type { ContextSummary } from "../kube/kubeconfig/list-contexts.ts";
import type { FaultName } from "../text/messages/faults.ts";
import { messages } from "../text/messages/messages.ts";
import type { Connection, Contexts } from "./connection.ts";

/** The demo's clusters by the name of their context: the same company, twice. */
const names = messages.cli.demoNames;

/** Makes the connection to a demo cluster, which ends with it. */
type ConnectTo = (target: ConnectionTarget, end: AsyncDisposable) => Connection;

/** The demo's contexts: a cluster is started when its context is entered, and ends when that is left. */
export function demoContexts(
	isProduction: (context: string) => boolean,
	connectTo: ConnectTo,
	fault?: FaultName,
): Contexts {
	return {
		isProduction: (context) => context === names.production || isProduction(context),
		list: async () => ok(Object.values(names).map(summary)),
		async connect(context) {
			const known: readonly string[] = Object.values(names);
			if (!known.includes(context)) {
				return fail(kubeconfigFailure("not-found", messages.kubeconfig.notFound("context", context)));
			}
			const { startDemo } = await import("./demo.ts");
			const { target, simulator } = await startDemo(context, fault);
			return ok(connectTo(target, simulator));
		},
	};
}

function summary(name: string): ContextSummary {
	return { name, cluster: name, server: messages.cli.demoServer, user: "yuki", namespace: "", problem: undefined };
}
