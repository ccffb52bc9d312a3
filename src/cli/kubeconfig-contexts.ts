import { ok } from "../base/result.ts";
import type { ExecHooks } from "../kube/auth/exec-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { listContexts, summaryOf } from "../kube/kubeconfig/list-contexts.ts";
import { loadTarget } from "../kube/kubeconfig/load-target.ts";
import type { ClusterInvocation, ConnectionFlags } from "./arguments.ts";
import type { Connection, Contexts } from "./connection.ts";

/** How the contexts of the kubeconfig are reached. */
export interface KubeconfigContextsOptions {
	readonly wanted: ClusterInvocation;
	/** What the program was started on; it need not be a context of the kubeconfig. */
	readonly first: ConnectionTarget;
	readonly exec: ExecHooks;
	readonly isProduction: (context: string) => boolean;
	readonly connectTo: (target: ConnectionTarget, namespace: string | undefined) => Connection;
}

/**
 * The contexts of the kubeconfig. What the command line says of cluster, user, server and token was said of the
 * context it was started on, and holds for that one alone; whom to act as holds everywhere.
 */
export function kubeconfigContexts(options: KubeconfigContextsOptions): Contexts {
	const { wanted, first, exec, isProduction, connectTo } = options;
	return {
		isProduction,
		async list() {
			const listed = await listContexts(wanted.flags.kubeconfig);
			if (!listed.ok || listed.value.some(({ name }) => name === first.context)) return listed;
			return ok([summaryOf(first), ...listed.value]);
		},
		async connect(context) {
			const isFirst = context === first.context;
			const flags = isFirst ? wanted.flags : { ...anywhere(wanted.flags), context };
			const loaded = await loadTarget({ ...flags, exec });
			return loaded.ok ? ok(connectTo(loaded.value, namespaceOf(wanted, loaded.value))) : loaded;
		},
	};
}

/**
 * Where a context is opened: the namespace it names itself, else that of the command line, else all. (On the context
 * that it was started on, the command line's is the one it names.) `-A` is all, whatever anything names.
 *
 * @returns undefined for all namespaces
 */
export function namespaceOf(
	{ flags, allNamespaces }: Pick<ClusterInvocation, "flags" | "allNamespaces">,
	{ chosenNamespace }: Pick<ConnectionTarget, "chosenNamespace">,
): string | undefined {
	return allNamespaces ? undefined : chosenNamespace || flags.namespace || undefined;
}

/** What was said of no context in particular. */
function anywhere({ kubeconfig, as, asUid, asGroups, asUserExtra }: ConnectionFlags): ConnectionFlags {
	return {
		...(kubeconfig === undefined ? {} : { kubeconfig }),
		...(as === undefined ? {} : { as }),
		...(asUid === undefined ? {} : { asUid }),
		...(asGroups === undefined ? {} : { asGroups }),
		...(asUserExtra === undefined ? {} : { asUserExtra }),
	};
}
