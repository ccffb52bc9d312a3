import type { SecureContextOptions } from "node:tls";
import type { Result } from "../base/result.ts";
import type { Failure } from "./failure.ts";

/** Where an API server is and how to be sure that it is the one. */
export interface Endpoint {
	/** Base URL, `http:` or `https:`; may have a path prefix (Rancher and the like). */
	readonly server: URL;
	/** PEM certificates to trust instead of the system's. */
	readonly ca?: string;
	/** Name to verify and to send as SNI instead of the URL's host. */
	readonly tlsServerName?: string;
	readonly insecureSkipTlsVerify: boolean;
	/** `http:`, `https:` or `socks5:` proxy, from the kubeconfig or the environment; NO_PROXY already applied. */
	readonly proxy?: URL;
	readonly disableCompression: boolean;
}

/** What proves who we are, for the next request. */
export interface Credential {
	/** Grows whenever the credential changes; a connection made with an older one is not reused. */
	readonly generation: number;
	/** `Authorization` where there is one. Impersonation headers are in {@link ConnectionTarget}. */
	readonly authorization?: string;
	/** Client certificate and key (PEM). */
	readonly clientCertificate?: Pick<SecureContextOptions, "cert" | "key">;
}

/** A source of credentials; owns re-reading of files, exec plugins and their expiry. */
export interface CredentialSource {
	/** The credential to use now; cached, single-flight. Fails as `unauthorised`. */
	current(signal?: AbortSignal): Promise<Result<Credential, Failure>>;
	/** The server said 401 to `rejected`: get another one. All callers at once share one refresh. */
	refresh(rejected: Credential, signal?: AbortSignal): Promise<Result<Credential, Failure>>;
}

/** Everything that a kubeconfig context (or a service account in a pod) says about connecting. */
export interface ConnectionTarget {
	/** Name of the context; `in-cluster` inside a pod. */
	readonly context: string;
	readonly cluster: string;
	readonly user: string;
	/** The context's namespace; `default` where it names none. */
	readonly namespace: string;
	/** The namespace that the command line or the context names; empty where neither does. */
	readonly chosenNamespace: string;
	readonly endpoint: Endpoint;
	readonly credentials: CredentialSource;
	/** `Impersonate-User`, `-Uid`, `-Group` (repeated) and `-Extra-*` headers, all or none. */
	readonly impersonation: readonly (readonly [name: string, value: string])[];
	/** The user acted as, for the header; empty when there is no impersonation. */
	readonly impersonatedUser: string;
	/** Things worth telling the user, e.g. a world-readable kubeconfig. */
	readonly warnings: readonly string[];
}
