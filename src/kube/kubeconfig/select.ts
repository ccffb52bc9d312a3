import { resolve } from "node:path";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import {
	type ClusterEntry,
	type ContextEntry,
	emptyCluster,
	emptyUser,
	type Kubeconfig,
	type UserEntry,
} from "./kubeconfig.ts";
import { type KubeconfigFailure, kubeconfigFailure } from "./kubeconfig-failure.ts";

/** What the command line says over the kubeconfig; the names are those of kubectl's flags. */
export interface Overrides {
	readonly context?: string | undefined;
	readonly cluster?: string | undefined;
	readonly user?: string | undefined;
	readonly namespace?: string | undefined;
	readonly server?: string | undefined;
	readonly tlsServerName?: string | undefined;
	/** Relative to the working directory. */
	readonly certificateAuthority?: string | undefined;
	readonly insecureSkipTlsVerify?: boolean | undefined;
	readonly token?: string | undefined;
	readonly as?: string | undefined;
	readonly asUid?: string | undefined;
	readonly asGroups?: readonly string[] | undefined;
	/** `KEY=VALUE`, repeated for more values of one key. */
	readonly asUserExtra?: readonly string[] | undefined;
}

/** The entries that a context, `--cluster` and `--user` lead to. */
export interface Selection {
	/** Empty when the command line names a cluster without a context. */
	readonly contextName: string;
	readonly clusterName: string;
	readonly cluster: ClusterEntry;
	readonly userName: string;
	readonly user: UserEntry;
	/** Empty when neither the context nor the command line names one. */
	readonly namespace: string;
}

/**
 * Choose a context (`--context`, else the current one) and the entries that it, `--cluster` and
 * `--user` name.
 *
 * A context that names a cluster or user which is not there is refused, as by
 * `kubectl config view --minify`; kubectl's other commands would go on with `localhost:8080` or as
 * nobody, which helps no one.
 *
 * @returns `undefined` when nothing says where to connect
 * @see client-go tools/clientcmd/client_config.go, DirectClientConfig
 */
export function select(kubeconfig: Kubeconfig, overrides: Overrides): Result<Selection | undefined, KubeconfigFailure> {
	const contextName = overrides.context || kubeconfig.currentContext;
	const context = contextName === "" ? undefined : kubeconfig.contexts.get(contextName);
	if (context === undefined && contextName !== "") return notFound("context", contextName, kubeconfig.contexts);

	const clusterName = overrides.cluster || context?.cluster || "";
	const userName = overrides.user || context?.user || "";
	if (clusterName === "" && !overrides.server) {
		if (context === undefined) return ok(undefined);
		return fail(kubeconfigFailure("unusable", messages.kubeconfig.unusableCluster("", messages.kubeconfig.noServer)));
	}
	const cluster = clusterName === "" ? emptyCluster : kubeconfig.clusters.get(clusterName);
	if (cluster === undefined) {
		return notFound("cluster", clusterName, kubeconfig.clusters, overrides.cluster ? undefined : contextName);
	}
	const user = userName === "" ? emptyUser : kubeconfig.users.get(userName);
	if (user === undefined) {
		return notFound("user", userName, kubeconfig.users, overrides.user ? undefined : contextName);
	}
	return ok({ contextName, clusterName, cluster, userName, user, namespace: context?.namespace ?? "" });
}

/** Lay what the command line says over the chosen entries (those of a service account too). */
export function applyOverrides(
	selection: Selection,
	overrides: Overrides,
	workingDirectory: string,
): Result<Selection, KubeconfigFailure> {
	const user = overrideUser(selection.user, overrides);
	if (!user.ok) return user;
	return ok({
		...selection,
		cluster: overrideCluster(selection.cluster, overrides, workingDirectory),
		user: user.value,
		namespace: overrides.namespace || selection.namespace,
	});
}

function notFound(
	what: "context" | "cluster" | "user",
	name: string,
	entries: ReadonlyMap<string, ContextEntry | ClusterEntry | UserEntry>,
	context?: string,
): { readonly ok: false; readonly failure: KubeconfigFailure } {
	const said = messages.kubeconfig;
	const message =
		context === undefined || what === "context" ? said.notFound(what, name) : said.notFoundIn(what, name, context);
	return fail(kubeconfigFailure("not-found", message, { available: [...entries.keys()].sort() }));
}

/** `--server` clears a `tls-server-name` that was meant for another; a new trust replaces the old whole. */
function overrideCluster(cluster: ClusterEntry, overrides: Overrides, workingDirectory: string): ClusterEntry {
	const changed = {
		...cluster,
		server: overrides.server || cluster.server,
		tlsServerName: overrides.server
			? (overrides.tlsServerName ?? "")
			: overrides.tlsServerName || cluster.tlsServerName,
	};
	if (!overrides.insecureSkipTlsVerify && !overrides.certificateAuthority) return changed;
	return {
		...changed,
		insecureSkipTlsVerify: overrides.insecureSkipTlsVerify ?? false,
		certificateAuthority: overrides.certificateAuthority
			? resolve(workingDirectory, overrides.certificateAuthority)
			: "",
		certificateAuthorityData: emptyCluster.certificateAuthorityData,
	};
}

function overrideUser(user: UserEntry, overrides: Overrides): Result<UserEntry, KubeconfigFailure> {
	const extras = new Map<string, string[]>();
	for (const extra of overrides.asUserExtra ?? []) {
		const equals = extra.indexOf("=");
		if (equals < 1) return fail(kubeconfigFailure("unusable", messages.kubeconfig.badExtra(extra)));
		const key = extra.slice(0, equals);
		extras.set(key, [...(extras.get(key) ?? []), extra.slice(equals + 1)]);
	}
	return ok({
		...user,
		token: overrides.token || user.token,
		tokenFile: overrides.token ? "" : user.tokenFile,
		impersonate: overrides.as || user.impersonate,
		impersonateUid: overrides.asUid || user.impersonateUid,
		impersonateGroups: overrides.asGroups?.length ? overrides.asGroups : user.impersonateGroups,
		impersonateUserExtra: new Map([...user.impersonateUserExtra, ...extras]),
	});
}
