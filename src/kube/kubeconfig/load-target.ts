import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { anonymousCredentials } from "../auth/anonymous-credentials.ts";
import { createExecCredentials, type ExecHooks } from "../auth/exec-credentials.ts";
import { type Machine, systemMachine } from "../auth/machine.ts";
import { createStoredCredentials } from "../auth/stored-credentials.ts";
import type { ConnectionTarget, CredentialSource, Endpoint } from "../connection-target.ts";
import { checkUser } from "./check-user.ts";
import { findEndpoint } from "./endpoint.ts";
import { impersonationHeaders } from "./impersonation.ts";
import { inClusterNamespace, selectInCluster } from "./in-cluster.ts";
import { type KubeconfigFailure, kubeconfigFailure } from "./kubeconfig-failure.ts";
import { type LoadedKubeconfig, loadKubeconfig } from "./load-kubeconfig.ts";
import { applyOverrides, type Overrides, type Selection, select } from "./select.ts";

/** What the command line says about where to connect. */
export interface TargetOptions extends Overrides {
	/** `--kubeconfig`; must be there if given. */
	readonly kubeconfig?: string | undefined;
	/** How exec credential plugins may reach the user; without it they run unseen and unasked. */
	readonly exec?: ExecHooks | undefined;
}

/**
 * Find out where to connect and as whom, exactly as kubectl would with the same files, environment
 * and flags. Nothing is sent and no plugin is run: the credential is had when the first request
 * needs it.
 *
 * @returns a target, or the failure `no-kubeconfig` when there is nothing to connect to
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export async function loadTarget(
	options: TargetOptions = {},
	machine: Machine = systemMachine(),
): Promise<Result<ConnectionTarget, KubeconfigFailure>> {
	const loaded = await loadKubeconfig(options.kubeconfig, machine);
	return loaded.ok ? await targetIn(loaded.value, options, machine) : loaded;
}

/** As {@link loadTarget}, in kubeconfig files that have been read. */
export async function targetIn(
	loaded: LoadedKubeconfig,
	options: Omit<TargetOptions, "kubeconfig">,
	machine: Machine,
): Promise<Result<ConnectionTarget, KubeconfigFailure>> {
	const chosen = select(loaded.kubeconfig, options);
	if (!chosen.ok) return isEmpty(loaded) ? nothingChosen(loaded) : chosen;
	const found = chosen.value ?? (await selectInCluster(machine));
	if (found === undefined) return nothingChosen(loaded);
	const selection = applyOverrides(found, options, machine.workingDirectory);
	if (!selection.ok) return selection;
	return await connectionTarget(selection.value, loaded.warnings, options.exec ?? {}, machine);
}

function isEmpty({ kubeconfig }: LoadedKubeconfig): boolean {
	return kubeconfig.contexts.size === 0 && kubeconfig.clusters.size === 0 && kubeconfig.users.size === 0;
}

function nothingChosen(loaded: LoadedKubeconfig): { readonly ok: false; readonly failure: KubeconfigFailure } {
	const said = messages.kubeconfig;
	const { lookedFor } = loaded;
	if (isEmpty(loaded)) return fail(kubeconfigFailure("no-kubeconfig", said.noKubeconfig(lookedFor), { lookedFor }));
	const available = [...loaded.kubeconfig.contexts.keys()].sort();
	return fail(kubeconfigFailure("no-context", said.noContext, { available }));
}

async function connectionTarget(
	selection: Selection,
	loadWarnings: readonly string[],
	hooks: ExecHooks,
	machine: Machine,
): Promise<Result<ConnectionTarget, KubeconfigFailure>> {
	const said = messages.kubeconfig;
	const { clusterName, userName, user } = selection;
	const found = await findEndpoint(selection.cluster, machine);
	if (!found.ok) return unusable(said.unusableCluster(clusterName, found.failure));
	const problems = checkUser(user);
	if (problems.length > 0) return unusable(said.unusableUser(userName, problems.join("; ")));
	const impersonation = impersonationHeaders(user);
	if (!impersonation.ok) return impersonation;
	const { endpoint } = found.value;
	const credentials = await credentialSource(selection, endpoint, hooks, machine);
	if (!credentials.ok) return unusable(said.unusableUser(userName, credentials.failure));
	return ok({
		context: selection.contextName || (userName === "" ? endpoint.server.host : `${userName}@${clusterName}`),
		cluster: clusterName || endpoint.server.host,
		user: userName,
		chosenNamespace: selection.namespace,
		namespace: selection.namespace || (await inClusterNamespace(machine)) || "default",
		endpoint,
		credentials: credentials.value,
		impersonation: impersonation.value,
		impersonatedUser: user.impersonate,
		warnings: [...loadWarnings, ...found.value.warnings, ...userWarnings(selection)],
	});
}

/**
 * Over an open connection nothing is sent that could be stolen. A plugin is asked only when the
 * entry holds no credential of its own.
 */
async function credentialSource(
	selection: Selection,
	endpoint: Endpoint,
	hooks: ExecHooks,
	machine: Machine,
): Promise<Result<CredentialSource, string>> {
	const { user, userName, cluster } = selection;
	if (endpoint.server.protocol !== "https:") return ok(anonymousCredentials(userName));
	const stored = await createStoredCredentials(user, userName, machine);
	if (!stored.ok) return stored;
	if (stored.value !== undefined) return ok(stored.value);
	if (user.exec === undefined) return ok(anonymousCredentials(userName));
	return ok(createExecCredentials({ exec: user.exec, userName, cluster, endpoint, hooks, machine }));
}

function userWarnings({ user }: Selection): readonly string[] {
	const said = messages.kubeconfig;
	const warnings: string[] = [];
	if (user.clientCertificate !== "" && user.clientCertificateData.length > 0) {
		warnings.push(said.dataBeatsFile("client-certificate"));
	}
	if (user.clientKey !== "" && user.clientKeyData.length > 0) warnings.push(said.dataBeatsFile("client-key"));
	return warnings;
}

function unusable(message: string): { readonly ok: false; readonly failure: KubeconfigFailure } {
	return fail(kubeconfigFailure("unusable", message));
}
