import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../auth/machine.ts";
import { emptyCluster, emptyUser } from "./kubeconfig.ts";
import type { Selection } from "./select.ts";

type Pod = Pick<Machine, "env" | "serviceAccountDirectory">;

/**
 * The cluster that we run in as a pod, through the pod's service account; `undefined` outside one.
 * The token file is read again as the kubelet rotates it.
 *
 * @see client-go rest.InClusterConfig
 */
export async function selectInCluster(pod: Pod): Promise<Selection | undefined> {
	if (!(await runsInCluster(pod))) return undefined;
	const host = pod.env["KUBERNETES_SERVICE_HOST"] ?? "";
	const port = pod.env["KUBERNETES_SERVICE_PORT"] ?? "";
	const authority = join(pod.serviceAccountDirectory, "ca.crt");
	return {
		contextName: "in-cluster",
		clusterName: "in-cluster",
		cluster: {
			...emptyCluster,
			server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
			// Without the file the system's authorities are asked, as client-go does.
			certificateAuthority: (await isFile(authority)) ? authority : "",
		},
		userName: "service-account",
		user: { ...emptyUser, tokenFile: join(pod.serviceAccountDirectory, "token") },
		namespace: "",
	};
}

/**
 * The namespace of the pod we run in, empty outside one. It is the default even for a kubeconfig's
 * context that names no namespace.
 *
 * @see client-go tools/clientcmd/merged_client_builder.go, Namespace
 */
export async function inClusterNamespace(pod: Pod): Promise<string> {
	if (!(await runsInCluster(pod))) return "";
	const named = pod.env["POD_NAMESPACE"] ?? "";
	if (named !== "") return named;
	try {
		return (await readFile(join(pod.serviceAccountDirectory, "namespace"), "utf8")).trim();
	} catch {
		return "";
	}
}

async function runsInCluster(pod: Pod): Promise<boolean> {
	if (!pod.env["KUBERNETES_SERVICE_HOST"] || !pod.env["KUBERNETES_SERVICE_PORT"]) return false;
	return await isFile(join(pod.serviceAccountDirectory, "token"));
}

async function isFile(path: string): Promise<boolean> {
	try {
		return !(await stat(path)).isDirectory();
	} catch {
		return false;
	}
}
