import { emptyKubeconfig, type Kubeconfig } from "./kubeconfig.ts";

/**
 * Merge kubeconfigs as kubectl does: the first file that sets a value wins, and that goes for
 * `current-context` too. An entry is taken whole from the first file that has one of its name;
 * nothing in later entries of that name is used.
 *
 * @param kubeconfigs in the order of `KUBECONFIG`
 * @see client-go tools/clientcmd/loader.go, ClientConfigLoadingRules.Load
 */
export function mergeKubeconfigs(kubeconfigs: readonly Kubeconfig[]): Kubeconfig {
	// A map made from pairs keeps the last of equal keys, so the last file comes first.
	const lastFirst = kubeconfigs.toReversed();
	return lastFirst.reduce(
		(merged, next) => ({
			currentContext: next.currentContext || merged.currentContext,
			clusters: new Map([...merged.clusters, ...next.clusters]),
			users: new Map([...merged.users, ...next.users]),
			contexts: new Map([...merged.contexts, ...next.contexts]),
		}),
		emptyKubeconfig,
	);
}
