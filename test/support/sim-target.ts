import { ok } from "../../src/base/result.ts";
import { anonymousCredentials } from "../../src/kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../../src/kube/connection-target.ts";

/** Where a simulated API server is; with a token for one of its users, or without any. */
export function simTarget(url: string, token?: () => string, authority?: string): ConnectionTarget {
	const withToken = async () => ok({ generation: 0, authorization: `Bearer ${token?.() ?? ""}` });
	return {
		context: "sim",
		cluster: "sim",
		user: "sim",
		namespace: "default",
		chosenNamespace: "",
		endpoint: {
			server: new URL(url),
			insecureSkipTlsVerify: false,
			disableCompression: true,
			...(authority === undefined ? {} : { ca: authority }),
		},
		credentials: token === undefined ? anonymousCredentials("sim") : { current: withToken, refresh: withToken },
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
	};
}
