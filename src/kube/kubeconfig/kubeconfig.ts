/**
 * What kubeconfig files say, as kubectl reads them. As in client-go, an empty string, `false` or an
 * empty list means "not set": an override replaces a value only when it is set itself.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export interface Kubeconfig {
	readonly currentContext: string;
	readonly clusters: ReadonlyMap<string, ClusterEntry>;
	readonly users: ReadonlyMap<string, UserEntry>;
	readonly contexts: ReadonlyMap<string, ContextEntry>;
}

/** Where an API server is, as written. */
export interface ClusterEntry {
	readonly server: string;
	readonly tlsServerName: string;
	readonly insecureSkipTlsVerify: boolean;
	/** Path of a PEM file; absolute once loaded. */
	readonly certificateAuthority: string;
	/** Decoded `certificate-authority-data`; beats the file. */
	readonly certificateAuthorityData: Buffer;
	readonly proxyUrl: string;
	readonly disableCompression: boolean;
	/** Free-form data by extension name; an exec plugin gets that of `client.authentication.k8s.io/exec`. */
	readonly extensions: ReadonlyMap<string, unknown>;
}

/** Who the user is, as written. */
export interface UserEntry {
	readonly clientCertificate: string;
	readonly clientCertificateData: Buffer;
	readonly clientKey: string;
	readonly clientKeyData: Buffer;
	readonly token: string;
	readonly tokenFile: string;
	readonly username: string;
	readonly password: string;
	/** User to act as; the next three need it. */
	readonly impersonate: string;
	readonly impersonateUid: string;
	readonly impersonateGroups: readonly string[];
	readonly impersonateUserExtra: ReadonlyMap<string, readonly string[]>;
	/** Name of a legacy `auth-provider` (gcp, azure, oidc), which we refuse. */
	readonly authProvider: string;
	readonly exec: ExecEntry | undefined;
}

/** A credential plugin, as written. */
export interface ExecEntry {
	/** Absolute once loaded if it has a path separator, else a name to find in `PATH`. */
	readonly command: string;
	readonly args: readonly string[];
	readonly env: readonly { readonly name: string; readonly value: string }[];
	readonly apiVersion: string;
	readonly installHint: string;
	readonly provideClusterInfo: boolean;
	/** `Never`, `IfAvailable` or `Always`; anything else is refused when the plugin is used. */
	readonly interactiveMode: string;
}

/** Which cluster as which user in which namespace. */
export interface ContextEntry {
	readonly cluster: string;
	readonly user: string;
	readonly namespace: string;
}

const noBytes = Buffer.alloc(0);

/** A cluster of which nothing is set. */
export const emptyCluster: ClusterEntry = {
	server: "",
	tlsServerName: "",
	insecureSkipTlsVerify: false,
	certificateAuthority: "",
	certificateAuthorityData: noBytes,
	proxyUrl: "",
	disableCompression: false,
	extensions: new Map(),
};

/** A user of whom nothing is set: anonymous. */
export const emptyUser: UserEntry = {
	clientCertificate: "",
	clientCertificateData: noBytes,
	clientKey: "",
	clientKeyData: noBytes,
	token: "",
	tokenFile: "",
	username: "",
	password: "",
	impersonate: "",
	impersonateUid: "",
	impersonateGroups: [],
	impersonateUserExtra: new Map(),
	authProvider: "",
	exec: undefined,
};

/** A kubeconfig that says nothing, like a file without content. */
export const emptyKubeconfig: Kubeconfig = {
	currentContext: "",
	clusters: new Map(),
	users: new Map(),
	contexts: new Map(),
};
