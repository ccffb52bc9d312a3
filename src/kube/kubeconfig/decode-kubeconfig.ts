import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Fields, readFields } from "./fields.ts";
import { parseGoYaml, type TextProblem } from "./go-yaml.ts";
import type { ClusterEntry, ContextEntry, ExecEntry, Kubeconfig, UserEntry } from "./kubeconfig.ts";

/**
 * Decode the text of one kubeconfig. As in client-go: a text without content is an empty kubeconfig,
 * unknown fields are ignored, a name that occurs twice in a list is an error, and so is any field of
 * the wrong kind, even in an entry that is not used.
 *
 * @returns the first problem of the text, with its line
 */
export function decodeKubeconfig(text: string): Result<Kubeconfig, TextProblem> {
	const parsed = parseGoYaml(text);
	if (!parsed.ok) return parsed;
	const { value, lineOf } = parsed.value;
	const problems: TextProblem[] = [];
	const top = readFields(value, [], (path, problem) => {
		const field = path.join(".");
		problems.push({ line: lineOf(path), problem: field === "" ? problem : `${field}: ${problem}` });
	});
	checkVersion(top);
	const kubeconfig: Kubeconfig = {
		currentContext: top.string("current-context"),
		clusters: named(top, "clusters", "cluster", decodeCluster),
		users: named(top, "users", "user", decodeUser),
		contexts: named(top, "contexts", "context", decodeContext),
	};
	const [problem] = problems;
	return problem === undefined ? ok(kubeconfig) : fail(problem);
}

/** Both may be left out; what is there must be right. */
function checkVersion(top: Fields): void {
	const kind = top.string("kind");
	if (kind !== "" && kind !== "Config") top.report("kind", messages.kubeconfig.notAKubeconfig(kind));
	const version = top.string("apiVersion");
	if (version !== "" && version !== "v1") top.report("apiVersion", messages.kubeconfig.notAKubeconfig(version));
}

/** A list of `{name, <content>}` as a map by name. */
function named<Entry>(
	fields: Fields,
	key: string,
	content: string,
	decode: (entry: Fields) => Entry,
): ReadonlyMap<string, Entry> {
	const entries = new Map<string, Entry>();
	for (const item of fields.objects(key)) {
		const name = item.string("name");
		if (entries.has(name)) item.report("name", messages.kubeconfig.duplicateName(name));
		entries.set(name, decode(item.object(content) ?? readFields({}, item.path, () => {})));
	}
	return entries;
}

function decodeCluster(cluster: Fields): ClusterEntry {
	return {
		server: cluster.string("server"),
		tlsServerName: cluster.string("tls-server-name"),
		insecureSkipTlsVerify: cluster.flag("insecure-skip-tls-verify"),
		certificateAuthority: cluster.string("certificate-authority"),
		certificateAuthorityData: cluster.bytes("certificate-authority-data"),
		proxyUrl: cluster.string("proxy-url"),
		disableCompression: cluster.flag("disable-compression"),
		extensions: decodeExtensions(cluster),
	};
}

function decodeExtensions(cluster: Fields): ReadonlyMap<string, unknown> {
	const extensions = new Map<string, unknown>();
	for (const item of cluster.objects("extensions")) {
		const name = item.string("name");
		if (extensions.has(name)) item.report("name", messages.kubeconfig.duplicateName(name));
		extensions.set(name, item.raw("extension"));
	}
	return extensions;
}

function decodeUser(user: Fields): UserEntry {
	return {
		clientCertificate: user.string("client-certificate"),
		clientCertificateData: user.bytes("client-certificate-data"),
		clientKey: user.string("client-key"),
		clientKeyData: user.bytes("client-key-data"),
		token: user.string("token"),
		tokenFile: user.string("tokenFile"),
		username: user.string("username"),
		password: user.string("password"),
		impersonate: user.string("as"),
		impersonateUid: user.string("as-uid"),
		impersonateGroups: user.strings("as-groups"),
		impersonateUserExtra: user.stringLists("as-user-extra"),
		authProvider: decodeAuthProvider(user.object("auth-provider")),
		exec: decodeExec(user.object("exec")),
	};
}

/** An entry without a name is still an entry, and still refused. */
function decodeAuthProvider(provider: Fields | undefined): string {
	if (provider === undefined) return "";
	return provider.string("name") || "auth-provider";
}

function decodeExec(exec: Fields | undefined): ExecEntry | undefined {
	if (exec === undefined) return undefined;
	const apiVersion = exec.string("apiVersion");
	return {
		command: exec.string("command"),
		args: exec.strings("args"),
		env: exec.objects("env").map((variable) => ({ name: variable.string("name"), value: variable.string("value") })),
		apiVersion,
		installHint: exec.string("installHint"),
		provideClusterInfo: exec.flag("provideClusterInfo"),
		interactiveMode: exec.string("interactiveMode") || defaultInteractiveMode(apiVersion),
	};
}

/** v1 has no default: it must be said. */
function defaultInteractiveMode(apiVersion: string): string {
	return /^client\.authentication\.k8s\.io\/v1(?:alpha|beta)1$/.test(apiVersion) ? "IfAvailable" : "";
}

function decodeContext(context: Fields): ContextEntry {
	return {
		cluster: context.string("cluster"),
		user: context.string("user"),
		namespace: context.string("namespace"),
	};
}
