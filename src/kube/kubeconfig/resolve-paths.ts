import { isAbsolute, resolve, sep } from "node:path";
import type { ClusterEntry, ExecEntry, Kubeconfig, UserEntry } from "./kubeconfig.ts";

/**
 * Make every path in a kubeconfig absolute, relative ones being relative to the folder of the file
 * that says them. A plugin's command without a path separator stays a name to look up in `PATH`.
 */
export function resolvePaths(kubeconfig: Kubeconfig, folder: string): Kubeconfig {
	const absolute = (path: string): string => (path === "" || isAbsolute(path) ? path : resolve(folder, path));
	const cluster = (entry: ClusterEntry): ClusterEntry => ({
		...entry,
		certificateAuthority: absolute(entry.certificateAuthority),
	});
	const exec = (entry: ExecEntry): ExecEntry =>
		entry.command.includes(sep) ? { ...entry, command: absolute(entry.command) } : entry;
	const user = (entry: UserEntry): UserEntry => ({
		...entry,
		clientCertificate: absolute(entry.clientCertificate),
		clientKey: absolute(entry.clientKey),
		tokenFile: absolute(entry.tokenFile),
		exec: entry.exec && exec(entry.exec),
	});
	return { ...kubeconfig, clusters: mapValues(kubeconfig.clusters, cluster), users: mapValues(kubeconfig.users, user) };
}

function mapValues<Value>(map: ReadonlyMap<string, Value>, change: (value: Value) => Value): Map<string, Value> {
	return new Map([...map].map(([key, value]) => [key, change(value)]));
}
