import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Machine, systemMachine } from "../../../src/kube/auth/machine.ts";
import type { ClusterEntry, ExecEntry, UserEntry } from "../../../src/kube/kubeconfig/kubeconfig.ts";
import { loadKubeconfig } from "../../../src/kube/kubeconfig/load-kubeconfig.ts";
import { select } from "../../../src/kube/kubeconfig/select.ts";
import { type LaidOut, layOut, type Verdict } from "./lay-out.ts";
import type { SetUp } from "./set-ups.ts";

/** The machine of a laid-out set-up: nothing of the real one but its clock. */
export function machineOf(laidOut: LaidOut, env: SetUp["env"] = {}): Machine {
	const filled = Object.entries(env).map(([name, value]) => [name, laidOut.fill(value)]);
	return {
		...systemMachine(),
		env: Object.fromEntries(filled),
		homeDirectory: join(laidOut.directory, "home"),
		workingDirectory: join(laidOut.directory, "work"),
		serviceAccountDirectory: join(laidOut.directory, "service-account"),
	};
}

/** What we make of a set-up, in kubectl's words for it. */
export async function ourVerdict(setUp: SetUp): Promise<Verdict> {
	await using laidOut = await layOut(setUp);
	const explicit = setUp.kubeconfig === undefined ? undefined : laidOut.fill(setUp.kubeconfig);
	const loaded = await loadKubeconfig(explicit, machineOf(laidOut, setUp.env));
	if (!loaded.ok) return { refused: laidOut.blank(loaded.failure.message) };
	const selected = select(loaded.value.kubeconfig, { context: setUp.context });
	if (!selected.ok) return { refused: laidOut.blank(selected.failure.message) };
	if (selected.value === undefined) return { refused: "no context" };
	const { contextName, clusterName, cluster, userName, user, namespace } = selected.value;
	const view = {
		"current-context": contextName,
		clusters: [{ name: clusterName, cluster: viewCluster(setUp.flatten ? await flatCluster(cluster) : cluster) }],
		users: userName === "" ? null : [{ name: userName, user: viewUser(setUp.flatten ? await flatUser(user) : user) }],
		contexts: [{ name: contextName, context: { cluster: clusterName, user: userName, ...filled({ namespace }) } }],
	};
	return { view: JSON.parse(laidOut.blank(JSON.stringify(view))) };
}

async function flatCluster(cluster: ClusterEntry): Promise<ClusterEntry> {
	return {
		...cluster,
		certificateAuthority: "",
		certificateAuthorityData: await readFile(cluster.certificateAuthority),
	};
}

async function flatUser(user: UserEntry): Promise<UserEntry> {
	return {
		...user,
		clientCertificate: "",
		clientCertificateData: await readFile(user.clientCertificate),
		clientKey: "",
		clientKeyData: await readFile(user.clientKey),
	};
}

function viewCluster(cluster: ClusterEntry): unknown {
	const extensions = [...cluster.extensions].map(([name, extension]) => ({ name, extension }));
	return {
		server: cluster.server,
		...filled({
			"tls-server-name": cluster.tlsServerName,
			"insecure-skip-tls-verify": cluster.insecureSkipTlsVerify,
			"certificate-authority": cluster.certificateAuthority,
			"certificate-authority-data": cluster.certificateAuthorityData.toString("base64"),
			"proxy-url": cluster.proxyUrl,
			"disable-compression": cluster.disableCompression,
			extensions,
		}),
	};
}

function viewUser(user: UserEntry): unknown {
	return filled({
		"client-certificate": user.clientCertificate,
		"client-certificate-data": user.clientCertificateData.toString("base64"),
		"client-key": user.clientKey,
		"client-key-data": user.clientKeyData.toString("base64"),
		token: user.token,
		tokenFile: user.tokenFile,
		as: user.impersonate,
		"as-uid": user.impersonateUid,
		"as-groups": user.impersonateGroups,
		"as-user-extra": Object.fromEntries(user.impersonateUserExtra),
		username: user.username,
		password: user.password,
		"auth-provider": user.authProvider && { name: user.authProvider, config: null },
		exec: user.exec && viewExec(user.exec),
	});
}

function viewExec(exec: ExecEntry): unknown {
	return {
		command: exec.command,
		args: exec.args.length === 0 ? null : exec.args,
		env: exec.env.length === 0 ? null : exec.env,
		provideClusterInfo: exec.provideClusterInfo,
		...filled({ apiVersion: exec.apiVersion, installHint: exec.installHint, interactiveMode: exec.interactiveMode }),
	};
}

/** Without what is not set, as Go's `omitempty` writes it. */
function filled(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const isSet = (value: unknown): boolean => {
		if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
		return value !== undefined && value !== "" && value !== false;
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSet(value)));
}
