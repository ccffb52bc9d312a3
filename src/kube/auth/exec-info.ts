import type { Endpoint } from "../connection-target.ts";
import type { ClusterEntry, ExecEntry } from "../kubeconfig/kubeconfig.ts";

/** The extension of a cluster entry that its plugin is given. */
const configExtension = "client.authentication.k8s.io/exec";

/**
 * What a plugin is told in `KUBERNETES_EXEC_INFO`: whether it may ask questions, and, if its entry
 * wants so, the cluster that the credential is for.
 *
 * @see https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
 */
export function execInfo(exec: ExecEntry, cluster: ClusterEntry, endpoint: Endpoint, interactive: boolean): string {
	return JSON.stringify({
		kind: "ExecCredential",
		apiVersion: exec.apiVersion,
		spec: { ...(exec.provideClusterInfo ? { cluster: clusterInfo(cluster, endpoint) } : {}), interactive },
	});
}

function clusterInfo(cluster: ClusterEntry, endpoint: Endpoint): Readonly<Record<string, unknown>> {
	const set = (value: string): string | undefined => (value === "" ? undefined : value);
	return {
		server: cluster.server,
		"tls-server-name": set(cluster.tlsServerName),
		"insecure-skip-tls-verify": cluster.insecureSkipTlsVerify || undefined,
		"certificate-authority-data": endpoint.ca && Buffer.from(endpoint.ca, "utf8").toString("base64"),
		"proxy-url": set(cluster.proxyUrl),
		"disable-compression": cluster.disableCompression || undefined,
		config: cluster.extensions.get(configExtension) ?? null,
	};
}
