/** What is said about kubeconfig files and what they lead to. */
export const kubeconfigMessages = {
	wrongKind: (wanted: string, got: string) => `expected a ${wanted}, found a ${got}`,
	needsQuotes: (got: string) => `expected a string, found a ${got} (put it in quotes)`,
	badBase64: "is not valid base64",
	duplicateName: (name: string) => `"${name}" occurs twice`,
	notAKubeconfig: (value: string) => `"${value}" is not a kubeconfig's (kind: Config, apiVersion: v1)`,
	fileMissing: "no such file",
	fileForbidden: "permission denied",
	fileIsDirectory: "is a directory",
	unreadable: (file: string, problem: string) => `cannot read ${file}: ${problem}`,
	invalidFile: (file: string, line: number, problem: string) =>
		line > 0 ? `${file}, line ${line}: ${problem}` : `${file}: ${problem}`,
	noKubeconfig: (lookedFor: readonly string[]) =>
		lookedFor.length === 0
			? "no kubeconfig: KUBECONFIG names no file"
			: `no kubeconfig: looked for ${lookedFor.join(", ")}`,
	noContext: "no context is current in the kubeconfig; choose one with --context",
	notFound: (what: "context" | "cluster" | "user", name: string) => `there is no ${what} "${name}" in the kubeconfig`,
	notFoundIn: (what: "cluster" | "user", name: string, context: string) =>
		`context "${context}" names the ${what} "${name}", which is not in the kubeconfig`,
	exposedFile: (file: string) => `${file} can be read by others on this machine (chmod 600 would end that)`,
	unusableCluster: (name: string, problem: string) => `cluster "${name}": ${problem}`,
	unusableUser: (name: string, problem: string) => `user "${name}": ${problem}`,
	noServer: "no server is given",
	badServer: (server: string) => `"${server}" is not an address of a server`,
	serverWithPassword: "the server's address holds a user name or password; they belong into the user entry",
	plainServer: (server: string) => `${server} is not https: the connection is open and no credentials are sent`,
	insecureServer: (server: string) => `the certificate of ${server} is not verified`,
	insecureWithAuthority: "insecure-skip-tls-verify and a certificate authority exclude each other",
	noCertificate: (origin: string) => `${origin} holds no certificate`,
	badProxy: (proxy: string) => `"${proxy}" is not a proxy (http, https or socks5)`,
	dataBeatsFile: (file: string) => `both ${file} and ${file}-data are given; the data is used (kubectl refuses this)`,
	manyMethods: (methods: readonly string[]) => `more than one way to authenticate (${methods.join(", ")})`,
	noKey: "a client certificate needs client-key or client-key-data",
	keyMismatch: "the client certificate and key do not belong together",
	badKeyPair: (problem: string) => `the client certificate or key cannot be read: ${problem}`,
	execField: (field: string) => `exec: ${field} must be given`,
	execValue: (field: string, value: string) => `exec: ${field} "${value}" is not supported`,
	execWithProvider: "exec and auth-provider exclude each other",
	authProvider: (provider: string) =>
		`the auth-provider "${provider}" is not supported; use an exec credential plugin (gke-gcloud-auth-plugin, kubelogin and the like)`,
	impersonatesNobody: "a UID, groups or extras to act as need a user to act as (--as)",
	badExtra: (extra: string) => `--as-user-extra "${extra}" is not of the form KEY=VALUE`,
	badHeader: (what: string) => `${what} holds characters that a header cannot carry`,
};
