import { ok, type Result } from "../../base/result.ts";
import type { SafeText } from "../../text/safe-text.ts";
import { type Machine, systemMachine } from "../auth/machine.ts";
import type { ConnectionTarget } from "../connection-target.ts";
import type { KubeconfigFailure } from "./kubeconfig-failure.ts";
import { loadKubeconfig } from "./load-kubeconfig.ts";
import { targetIn } from "./load-target.ts";

/** One context to choose from. */
export interface ContextSummary {
	readonly name: string;
	readonly cluster: string;
	/** `host:port` of the API server; what is written there where that is no address. */
	readonly server: string;
	readonly user: string;
	/** Empty where it names none. */
	readonly namespace: string;
	/** Why it cannot be used; undefined where nothing is known to be wrong with it. */
	readonly problem: SafeText | undefined;
}

/**
 * Every context of the kubeconfig, by name, with what is wrong with it as far as that shows without asking
 * anybody: nothing is sent and no plugin is run. Empty where there is no kubeconfig.
 *
 * @param kubeconfig the value of `--kubeconfig`
 */
export async function listContexts(
	kubeconfig?: string,
	machine: Machine = systemMachine(),
): Promise<Result<readonly ContextSummary[], KubeconfigFailure>> {
	const loaded = await loadKubeconfig(kubeconfig, machine);
	if (!loaded.ok) return loaded;
	const { contexts, clusters } = loaded.value.kubeconfig;
	const summaries: ContextSummary[] = [];
	for (const name of [...contexts.keys()].sort()) {
		const { cluster = "", user = "", namespace = "" } = contexts.get(name) ?? {};
		const target = await targetIn(loaded.value, { context: name }, machine);
		const server = target.ok ? target.value.endpoint.server.host : hostOf(clusters.get(cluster)?.server ?? "");
		summaries.push({
			name,
			cluster,
			server,
			user,
			namespace,
			problem: target.ok ? undefined : target.failure.message,
		});
	}
	return ok(summaries);
}

function hostOf(server: string): string {
	return URL.parse(server)?.host || server;
}

/** A context that is open, as one to choose. */
export function summaryOf(target: ConnectionTarget): ContextSummary {
	const { context: name, cluster, endpoint, user, chosenNamespace: namespace } = target;
	return { name, cluster, server: endpoint.server.host, user, namespace, problem: undefined };
}
