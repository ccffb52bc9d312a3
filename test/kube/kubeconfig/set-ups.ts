/**
 * Kubeconfig set-ups that kubectl and we must read alike. `$DIR` stands for the folder in which the
 * files are laid out: home is `$DIR/home`, the working directory `$DIR/work`.
 */
export interface SetUp {
	readonly name: string;
	/** File texts by path below `$DIR`. */
	readonly files: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	/** The value of `--kubeconfig`. */
	readonly kubeconfig?: string;
	/** The value of `--context`. */
	readonly context?: string;
	/** Show what is in certificate files instead of their names: `config view` resolves no paths. */
	readonly flatten?: true;
}

const cluster = (name: string, fields: string): string => `- name: ${name}\n  cluster: {${fields}}`;
const user = (name: string, fields: string): string => `- name: ${name}\n  user: {${fields}}`;
const context = (name: string, fields: string): string => `- name: ${name}\n  context: {${fields}}`;

interface Parts {
	readonly current?: string;
	readonly clusters?: readonly string[];
	readonly users?: readonly string[];
	readonly contexts?: readonly string[];
}

function kubeconfig(parts: Parts): string {
	const list = (key: string, items: readonly string[] = []): string =>
		items.length === 0 ? "" : `${key}:\n${items.join("\n")}\n`;
	const current = parts.current === undefined ? "" : `current-context: ${parts.current}\n`;
	return `apiVersion: v1\nkind: Config\n${current}${list("clusters", parts.clusters)}${list("users", parts.users)}${list("contexts", parts.contexts)}`;
}

/** A whole kubeconfig around one user's or one cluster's fields. */
const withUser = (fields: string): string =>
	kubeconfig({
		current: "c",
		clusters: [cluster("k", "server: https://k:6443")],
		users: [user("u", fields)],
		contexts: [context("c", "cluster: k, user: u")],
	});
const withCluster = (fields: string): string =>
	kubeconfig({
		current: "c",
		clusters: [cluster("k", fields)],
		users: [user("u", "token: t")],
		contexts: [context("c", "cluster: k, user: u")],
	});
const home = (text: string): Readonly<Record<string, string>> => ({ "home/.kube/config": text });

const plain = withUser("token: t");
const first = kubeconfig({
	current: "one",
	clusters: [cluster("shared", "server: https://first:6443"), cluster("k1", "server: https://k1:6443")],
	users: [user("shared", "token: first")],
	contexts: [context("one", "cluster: shared, user: shared"), context("mixed", "cluster: k2, user: shared")],
});
const second = kubeconfig({
	current: "two",
	clusters: [
		cluster("shared", "server: https://second:6443, tls-server-name: never"),
		cluster("k2", "server: https://k2:6443"),
	],
	users: [user("shared", "username: second, password: never"), user("u2", "token: second")],
	contexts: [context("two", "cluster: k2, user: u2, namespace: team"), context("one", "cluster: k2, user: u2")],
});
const unset = kubeconfig({ clusters: [cluster("k0", "server: https://k0:6443")] });
const list = "$DIR/a/config:$DIR/b/config";

export const setUps: readonly SetUp[] = [
	// Where it is looked for.
	{ name: "the file in the home directory", files: home(plain) },
	{
		name: "KUBECONFIG instead of the home directory",
		files: { ...home(plain), "a/config": first },
		env: { KUBECONFIG: "$DIR/a/config" },
	},
	{
		name: "--kubeconfig instead of KUBECONFIG",
		files: { "a/config": first, "b/config": second },
		env: { KUBECONFIG: "$DIR/a/config" },
		kubeconfig: "$DIR/b/config",
	},
	{ name: "--kubeconfig relative to the working directory", files: { "work/here": plain }, kubeconfig: "here" },
	{ name: "KUBECONFIG relative to the working directory", files: { "work/here": plain }, env: { KUBECONFIG: "here" } },
	{ name: "--kubeconfig names a file that is not there", files: home(plain), kubeconfig: "$DIR/none" },
	{
		name: "KUBECONFIG names only files that are not there",
		files: home(plain),
		env: { KUBECONFIG: "$DIR/none:$DIR/neither" },
	},
	{
		name: "KUBECONFIG of empty entries does not fall back to the home directory",
		files: home(plain),
		env: { KUBECONFIG: "::" },
	},
	{ name: "an empty KUBECONFIG is none", files: home(plain), env: { KUBECONFIG: "" } },
	{ name: "no kubeconfig at all", files: {} },
	{ name: "a directory where the file should be", files: { "home/.kube/config/file": "" } },

	// Lists.
	{
		name: "the first current-context wins",
		files: { "a/config": first, "b/config": second },
		env: { KUBECONFIG: list },
	},
	{
		name: "the first current-context that is set wins",
		files: { "a/config": unset, "b/config": second },
		env: { KUBECONFIG: list },
	},
	{
		name: "an entry is taken whole from the first file",
		files: { "a/config": first, "b/config": second },
		env: { KUBECONFIG: list },
		context: "one",
	},
	{
		name: "the other order, the other entries",
		files: { "a/config": first, "b/config": second },
		env: { KUBECONFIG: "$DIR/b/config:$DIR/a/config" },
	},
	{
		name: "a context of one file may name a cluster of another",
		files: { "a/config": first, "b/config": second },
		env: { KUBECONFIG: list },
		context: "mixed",
	},
	{
		name: "missing files and empty entries of a list are skipped",
		files: { "b/config": second },
		env: { KUBECONFIG: ":$DIR/none::$DIR/b/config:" },
	},
	{
		name: "a file named twice is read once",
		files: { "a/config": first },
		env: { KUBECONFIG: "$DIR/a/config:$DIR/a/config" },
	},
	{
		name: "one broken file of a list fails the whole",
		files: { "a/config": first, "b/config": "clusters: [" },
		env: { KUBECONFIG: list },
	},
	{
		name: "an empty file of a list says nothing",
		files: { "a/config": "", "b/config": second },
		env: { KUBECONFIG: list },
	},
	{
		name: "a file of comments says nothing",
		files: { "a/config": "# later\n", "b/config": second },
		env: { KUBECONFIG: list },
	},

	// Contexts.
	{ name: "--context chooses", files: home(first + "---\nignored: true\n"), context: "one" },
	{ name: "--context that is not there", files: home(plain), context: "nowhere" },
	{
		name: "current-context that is not there",
		files: home(plain.replace("current-context: c", "current-context: gone")),
	},
	{ name: "no current-context", files: home(plain.replace("current-context: c\n", "")) },
	{
		name: "a context with a namespace",
		files: home(plain.replace("cluster: k, user: u", "cluster: k, user: u, namespace: prod")),
	},
	{ name: "a context without a user", files: home(plain.replace("cluster: k, user: u", "cluster: k")) },
	{
		name: "a context whose cluster is not there",
		files: home(plain.replace("cluster: k, user: u", "cluster: gone, user: u")),
	},
	{
		name: "a context whose user is not there",
		files: home(plain.replace("cluster: k, user: u", "cluster: k, user: gone")),
	},

	// Paths.
	{
		name: "relative paths are relative to the file that says them",
		files: {
			"a/config": kubeconfig({
				current: "c",
				clusters: [cluster("k", "server: https://k, certificate-authority: pki/ca.crt")],
				contexts: [context("c", "cluster: k, user: u")],
			}),
			"b/deep/config": kubeconfig({
				users: [user("u", "client-certificate: ../u.crt, client-key: ./u.key")],
			}),
			"a/pki/ca.crt": "authority",
			"b/u.crt": "certificate",
			"b/deep/u.key": "key",
		},
		env: { KUBECONFIG: "$DIR/a/config:$DIR/b/deep/config" },
		flatten: true,
	},
	{ name: "absolute paths stay", files: home(withCluster("server: https://k, certificate-authority: /pki//ca.crt")) },
	{
		name: "an exec command without a separator is a name",
		files: home(
			withUser("exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, interactiveMode: Never}"),
		),
	},

	// Fields.
	{
		name: "every field of a cluster",
		files: home(
			withCluster(
				"server: 'https://k:6443/k8s/clusters/c-1', tls-server-name: name, insecure-skip-tls-verify: true, proxy-url: 'socks5://proxy:1080', disable-compression: true, certificate-authority-data: aGVsbG8=",
			),
		),
	},
	{
		name: "every field of a user",
		files: home(
			withUser(
				"client-certificate-data: Y2VydA==, client-key-data: a2V5, token: t, tokenFile: /t, username: name, password: p, as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {scopes: [p, q], 'example.com/a%b': [z]}",
			),
		),
	},
	{
		name: "every field of an exec plugin",
		files: home(
			withUser(
				"exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, args: [get, '--x=1', ''], env: [{name: A, value: '1'}, {name: B}], installHint: 'get it', provideClusterInfo: true, interactiveMode: Always}",
			),
		),
	},
	{
		name: "v1beta1 plugins are IfAvailable by default",
		files: home(withUser("exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: plugin}")),
	},
	{
		name: "v1 plugins have no default mode",
		files: home(withUser("exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin}")),
	},
	{
		name: "cluster extensions are kept",
		files: home(
			withCluster(
				"server: https://k, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, n: [1, true]}}]",
			),
		),
	},
	{ name: "a legacy auth provider", files: home(withUser("auth-provider: {name: gcp}")) },
	{ name: "null is nothing", files: home(withUser("token: null, as-groups: ~, exec: null")) },
	{ name: "unknown fields are ignored", files: home(withUser("token: t, Token: never, future: {a: [1]}")) },
	{
		name: "base64 over several lines",
		files: home(
			withCluster("server: https://k").replace(
				"{server: https://k}",
				"\n    server: https://k\n    certificate-authority-data: |\n      aGVs\n      bG8=",
			),
		),
	},

	// Text.
	{
		name: "JSON",
		files: home(
			JSON.stringify({
				kind: "Config",
				apiVersion: "v1",
				"current-context": "c",
				clusters: [{ name: "k", cluster: { server: "https://k" } }],
				users: null,
				contexts: [{ name: "c", context: { cluster: "k", user: "" } }],
			}),
		),
	},
	{
		name: "JSON with tabs",
		files: home(
			JSON.stringify(
				{
					"current-context": "c",
					clusters: [{ name: "k", cluster: { server: "https://k" } }],
					contexts: [{ name: "c", context: { cluster: "k" } }],
				},
				null,
				"\t",
			),
		),
	},
	{ name: "neither kind nor apiVersion", files: home(plain.replace("apiVersion: v1\nkind: Config\n", "")) },
	{ name: "another kind", files: home(plain.replace("kind: Config", "kind: Pod")) },
	{ name: "another apiVersion", files: home(plain.replace("apiVersion: v1", "apiVersion: v2")) },
	{
		name: "an anchor stands for what it names",
		files: home(
			kubeconfig({
				current: "c",
				clusters: [cluster("j", "server: &s https://j:6443"), cluster("k", "server: *s")],
				contexts: [context("c", "cluster: k")],
			}),
		),
	},
	{
		name: "a merge key fills in what is not said",
		files: home(
			"base: &base {cluster: k, namespace: based}\n" + plain.replace("{cluster: k, user: u}", "{<<: *base, user: u}"),
		),
	},
	{
		name: "the last of equal keys wins",
		files: home(
			plain.replace("current-context: c", "current-context: gone") +
				"current-context: c\ncontexts:\n- name: c\n  context: {cluster: k, user: u, namespace: last}\n",
		),
	},
	{ name: "a byte order mark", files: home(`\ufeff${plain}`) },
	{ name: "Windows line ends", files: home(plain.replaceAll("\n", "\r\n")) },
	{ name: "yes is a boolean", files: home(withCluster("server: https://k, insecure-skip-tls-verify: yes")) },
	{
		name: "a boolean is no name",
		files: home(plain.replace("cluster: k, user: u", "cluster: k, user: u, namespace: on")),
	},
	{ name: "a number is no token", files: home(withUser("token: 12345")) },
	{
		name: "digits with underscores are a number",
		files: home(plain.replace("cluster: k, user: u", "cluster: k, user: u, namespace: 1_0")),
	},
	{ name: "a number with colons is a string", files: home(withUser("token: 12:30:45")) },
	{ name: "a date is a string", files: home(withUser("token: 2026-01-01")) },
	{ name: "a string is no boolean", files: home(withCluster("server: https://k, insecure-skip-tls-verify: 'true'")) },
	{ name: "a mapping is no list", files: home("clusters: {k: {server: https://k}}\n") },
	{ name: "a list is no kubeconfig", files: home("- a\n- b\n") },
	{ name: "a word is no kubeconfig", files: home("hello\n") },
	{ name: "bad base64", files: home(withCluster("server: https://k, certificate-authority-data: 'aGVsbG8'")) },
	{
		name: "a bad value in an entry that is not used",
		files: home(withUser("token: t").replace("users:\n", "users:\n- name: other\n  user: {token: 1}\n")),
	},
	{ name: "a tab for indentation", files: home("clusters:\n\t- name: k\n") },
	{ name: "an alias without an anchor", files: home("clusters: *none\n") },
	{
		name: "a cluster's name twice",
		files: home(plain.replace("clusters:\n", "clusters:\n- name: k\n  cluster: {server: https://other}\n")),
	},
	{
		name: "a user's name twice",
		files: home(plain.replace("users:\n", "users:\n- name: u\n  user: {token: other}\n")),
	},
	{
		name: "a context's name twice",
		files: home(plain.replace("contexts:\n", "contexts:\n- name: c\n  context: {cluster: k}\n")),
	},
];
