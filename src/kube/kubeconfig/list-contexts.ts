import { ok, type Result } from "../../base/result.ts";
import { type Machine, systemMachine } from "../auth/machine.ts";
import type { KubeconfigFailure } from "./kubeconfig-failure.ts";
import { loadKubeconfig } from "./load-kubeconfig.ts";

/** One context to choose from. */
export interface ContextSummary {
	readonly name: string;
	readonly cluster: string;
	readonly user: string;
	/** Empty where it names none. */
	readonly namespace: string;
	readonly current: boolean;
}

/**
 * Every context of the kubeconfig, by name. Empty where there is no kubeconfig.
 *
 * @param kubeconfig the value of `--kubeconfig`
 */
export async function listContexts(
	kubeconfig?: string,
	machine: Pick<Machine, "env" | "homeDirectory" | "workingDirectory"> = systemMachine(),
): Promise<Result<readonly ContextSummary[], KubeconfigFailure>> {
	const loaded = await loadKubeconfig(kubeconfig, machine);
	if (!loaded.ok) return loaded;
	const { contexts, currentContext } = loaded.value.kubeconfig;
	const names = [...contexts.keys()].sort();
	return ok(
		names.map((name) => {
			const { cluster = "", user = "", namespace = "" } = contexts.get(name) ?? {};
			return { name, cluster, user, namespace, current: name === currentContext };
		}),
	);
}
