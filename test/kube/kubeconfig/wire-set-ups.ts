import type { TargetOptions } from "../../../src/kube/kubeconfig/load-target.ts";
import type { SetUp } from "./set-ups.ts";

/**
 * Set-ups of which the first request of kubectl and ours must be alike. Besides `$DIR` there are
 * `$PORT` (an API server over TLS), `$PLAIN` (one without), `$PROXY` (an HTTP proxy that leads every
 * name to the TLS one), `$CA` (base64 of its authority) and `$PKI` (a folder with `ca.crt` and the
 * certificates and keys of `jane` and `joe`). Files that begin with `#!` can be executed; `$DIR/path`
 * is in `PATH`.
 */
export interface WireSetUp extends Pick<SetUp, "name" | "files" | "env"> {
	readonly flags?: Omit<TargetOptions, "exec">;
}

const server = "server: https://127.0.0.1:$PORT, certificate-authority-data: $CA";
const home = (userFields: string, clusterFields = server, contextFields = ""): Readonly<Record<string, string>> => ({
	"home/.kube/config": `
current-context: c
clusters:
- {name: k, cluster: {${clusterFields}}}
- {name: other, cluster: {${server.replace("$PORT", "$PORT/other")}}}
users:
- {name: u, user: {${userFields}}}
- {name: other, user: {token: other}}
contexts:
- {name: c, context: {cluster: k, user: u${contextFields}}}
- {name: bare, context: {cluster: k}}
`,
});
const plugin = (name: string, more = ""): string =>
	`exec: {apiVersion: client.authentication.k8s.io/v1, command: ${name}, interactiveMode: Never${more}}`;
const script = `#!/bin/sh
printf %s "$KUBERNETES_EXEC_INFO" > $DIR/exec-info.json
printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"from-%s-%s"}}' "$1" "$WHO"
`;
const proxied = "server: https://k.example.test:6443, certificate-authority-data: $CA";
const viaProxy = { HTTPS_PROXY: "http://127.0.0.1:$PROXY" };

export const wireSetUps: readonly WireSetUp[] = [
	// Credentials.
	{ name: "a token", files: home("token: secret") },
	{ name: "a token file", files: { ...home("tokenFile: ../../a/token"), "a/token": "from-file\n" } },
	{
		name: "a token file beats a token",
		files: { ...home("token: secret, tokenFile: $DIR/a/token"), "a/token": "from-file" },
	},
	{ name: "a token stands in for a missing token file", files: home("token: secret, tokenFile: $DIR/none") },
	{ name: "a missing token file", files: home("tokenFile: $DIR/none") },
	{ name: "an empty token file", files: { ...home("tokenFile: $DIR/a/token"), "a/token": "\n" } },
	{ name: "user name and password", files: home("username: jane, password: 'pass:wörd'") },
	{ name: "a token and a password", files: home("token: secret, username: jane, password: p") },
	{
		name: "a token file and a password",
		files: { ...home("tokenFile: $DIR/a/token, username: jane, password: p"), "a/token": "t" },
	},
	{ name: "a client certificate", files: home("client-certificate: $PKI/jane.crt, client-key: $PKI/jane.key") },
	{
		name: "a client certificate and a token",
		files: home("client-certificate: $PKI/jane.crt, client-key: $PKI/jane.key, token: secret"),
	},
	{ name: "a client certificate without a key", files: home("client-certificate: $PKI/jane.crt") },
	{
		name: "a client certificate with the key of another",
		files: home("client-certificate: $PKI/jane.crt, client-key: $PKI/joe.key"),
	},
	{
		name: "a client certificate that is not there",
		files: home("client-certificate: $DIR/none, client-key: $PKI/jane.key"),
	},
	{ name: "a legacy auth provider", files: home("auth-provider: {name: gcp}") },

	// Plugins.
	{
		name: "a plugin found in PATH",
		files: { ...home(plugin("plug", ", args: [args], env: [{name: WHO, value: env}]")), "path/plug": script },
	},
	{ name: "a plugin beside the kubeconfig", files: { ...home(plugin("./plug")), "home/.kube/plug": script } },
	{
		name: "a plugin in the working directory is not found by its name",
		files: { ...home(plugin("plug")), "work/plug": script },
		env: { PATH: ".::/usr/bin:/bin" },
	},
	{
		name: "a path to a plugin is not relative to the working directory",
		files: { ...home(plugin("./plug")), "work/plug": script },
	},
	{ name: "a plugin that cannot be executed", files: { ...home(plugin("plug")), "path/plug": "no script" } },
	{
		name: "a plugin is told of the cluster",
		files: {
			...home(
				plugin("plug", ", provideClusterInfo: true"),
				`${server}, tls-server-name: name.test, disable-compression: true, extensions: [{name: client.authentication.k8s.io/exec, extension: {a: [1, x]}}]`,
			),
			"path/plug": script,
		},
	},
	{
		name: "a plugin is told of a cluster without extension",
		files: {
			...home(
				plugin("plug", ", provideClusterInfo: true"),
				"server: https://127.0.0.1:$PORT/prefix, certificate-authority: $PKI/ca.crt",
			),
			"path/plug": script,
		},
	},
	{ name: "a token beats a plugin", files: { ...home(`token: secret, ${plugin("plug")}`), "path/plug": script } },
	{
		name: "a plugin without a mode",
		files: { ...home("exec: {apiVersion: client.authentication.k8s.io/v1, command: plug}"), "path/plug": script },
	},
	{
		name: "a plugin of an unknown mode",
		files: {
			...home("exec: {apiVersion: client.authentication.k8s.io/v1, command: plug, interactiveMode: Maybe}"),
			"path/plug": script,
		},
	},
	{
		name: "a plugin without a version",
		files: { ...home("exec: {command: plug, interactiveMode: Never}"), "path/plug": script },
	},
	{
		name: "a plugin of an old version",
		files: { ...home("exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: plug}"), "path/plug": script },
	},
	{
		name: "a plugin without a command",
		files: home("exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"),
	},
	{
		name: "a plugin that answers in another version",
		files: { ...home("exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: plug}"), "path/plug": script },
	},
	{
		name: "a plugin that answers in YAML",
		files: {
			...home(plugin("plug")),
			"path/plug":
				"#!/bin/sh\nprintf 'kind: ExecCredential\\napiVersion: client.authentication.k8s.io/v1\\nstatus: {token: yaml}\\n'\n",
		},
	},
	{ name: "a plugin that fails", files: { ...home(plugin("plug")), "path/plug": "#!/bin/sh\nexit 3\n" } },

	// Overrides.
	{ name: "--user", files: home("token: secret"), flags: { user: "other" } },
	{ name: "--cluster", files: home("token: secret"), flags: { cluster: "other" } },
	{ name: "--user that is not there", files: home("token: secret"), flags: { user: "none" } },
	{ name: "--cluster that is not there", files: home("token: secret"), flags: { cluster: "none" } },
	{
		name: "--cluster and --user without a context",
		files: {
			"a/config":
				"clusters: [{name: k, cluster: {server: 'https://127.0.0.1:$PORT', certificate-authority-data: $CA}}]\nusers: [{name: u, user: {token: t}}]",
		},
		flags: { kubeconfig: "$DIR/a/config", cluster: "k", user: "u" },
	},
	{ name: "--namespace", files: home("token: secret", server, ", namespace: said"), flags: { namespace: "flag" } },
	{ name: "the context's namespace", files: home("token: secret", server, ", namespace: said") },
	{ name: "--token beats the entry's", files: home("token: secret"), flags: { token: "flag" } },
	{
		name: "--server",
		files: home(
			"token: secret",
			"server: https://127.0.0.1:1, tls-server-name: wrong.test, certificate-authority-data: $CA",
		),
		flags: { server: "https://127.0.0.1:$PORT" },
	},
	{ name: "--tls-server-name", files: home("token: secret"), flags: { tlsServerName: "name.test" } },
	{
		name: "--insecure-skip-tls-verify replaces the authority",
		files: home("token: secret"),
		flags: { insecureSkipTlsVerify: true },
	},
	{
		name: "--certificate-authority replaces not to verify",
		files: home("token: secret", "server: https://127.0.0.1:$PORT, insecure-skip-tls-verify: true"),
		flags: { certificateAuthority: "$PKI/ca.crt" },
	},

	// Impersonation.
	{
		name: "acting as the entry says",
		files: home(
			"token: secret, as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {scopes: [p, q], 'example.com/a%b c': [z]}",
		),
	},
	{
		name: "acting as the flags say",
		files: home("token: secret"),
		flags: { as: "jane", asUid: "7", asGroups: ["a", "b"], asUserExtra: ["scopes=p", "scopes=q=r", "acme.com/x=1"] },
	},
	{
		name: "flags change a part of what the entry says",
		files: home("token: secret, as: jane, as-groups: [a], as-user-extra: {p: ['1'], q: ['2']}"),
		flags: { as: "joe", asUserExtra: ["q=3"] },
	},
	{ name: "groups without a user", files: home("token: secret, as-groups: [a]") },
	{ name: "--as-uid without a user", files: home("token: secret"), flags: { asUid: "7" } },
	{ name: "names beyond ASCII", files: home("token: secret, as: jané, as-groups: [äö], as-user-extra: {clé: [ü]}") },
	{ name: "a line end in a name", files: home('token: secret, as: "jane\\nImpersonate-Group: system:masters"') },

	// Connections.
	{ name: "a path before the API", files: home("token: secret", server.replace("$PORT", "$PORT/k8s/clusters/c-1")) },
	{
		name: "a query means nothing",
		files: home("token: secret", server.replace("https://127.0.0.1:$PORT", "'https://127.0.0.1:$PORT/p?q=1#f'")),
	},
	{
		name: "over http no credential is sent",
		files: home("token: secret, as: jane", "server: http://127.0.0.1:$PLAIN"),
	},
	{ name: "a server without a scheme is http", files: home("token: secret", "server: '127.0.0.1:$PLAIN'") },
	{ name: "a server without a scheme has no path", files: home("token: secret", "server: '127.0.0.1:$PLAIN/path'") },
	{ name: "an unknown scheme", files: home("token: secret", "server: ftp://127.0.0.1:$PORT") },
	{
		name: "tls-server-name is what is verified and asked for",
		files: home("token: secret", `${server}, tls-server-name: name.test`),
	},
	{
		name: "an authority that is not there",
		files: home("token: secret", "server: https://127.0.0.1:$PORT, certificate-authority: $DIR/none"),
	},
	{
		name: "an authority without a certificate",
		files: {
			...home("token: secret", "server: https://127.0.0.1:$PORT, certificate-authority: $DIR/a/ca"),
			"a/ca": "nothing",
		},
	},
	{ name: "an authority and not to verify", files: home("token: secret", `${server}, insecure-skip-tls-verify: true`) },
	{ name: "proxy-url", files: home("token: secret", `${proxied}, proxy-url: 'http://127.0.0.1:$PROXY'`) },
	{
		name: "proxy-url leads even to loopback and over NO_PROXY",
		files: home("token: secret", `${server}, proxy-url: 'http://127.0.0.1:$PROXY'`),
		env: { NO_PROXY: "*" },
	},
	{
		name: "proxy-url of an unknown scheme",
		files: home("token: secret", `${proxied}, proxy-url: 'ftp://127.0.0.1:$PROXY'`),
	},
	{ name: "HTTPS_PROXY", files: home("token: secret", proxied), env: viaProxy },
	{
		name: "https_proxy without a scheme",
		files: home("token: secret", proxied),
		env: { https_proxy: "127.0.0.1:$PROXY" },
	},
	{ name: "HTTPS_PROXY never leads to loopback", files: home("token: secret"), env: viaProxy },
	{
		name: "NO_PROXY of another name",
		files: home("token: secret", proxied),
		env: { ...viaProxy, NO_PROXY: "example.com,.k.example.test,k.example.test:443" },
	},
];
