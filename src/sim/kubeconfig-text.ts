import { stringify } from "yaml";

/** A user in a kubeconfig. */
export interface KubeconfigUser {
	readonly name: string;
	readonly token: string;
	readonly namespace?: string;
}

/** Where the API server is, and whom to trust that it is it. */
export interface KubeconfigCluster {
	readonly name: string;
	readonly server: string;
	/** PEM of the authority behind the server's certificate; undefined without TLS. */
	readonly authority?: string | undefined;
}

/** A kubeconfig with one cluster and one context a user; the first user's is the current one. */
export function kubeconfigText(
	{ name: cluster, server, authority }: KubeconfigCluster,
	users: readonly KubeconfigUser[],
): string {
	const trust =
		authority === undefined ? {} : { "certificate-authority-data": Buffer.from(authority).toString("base64") };
	const contextOf = (user: KubeconfigUser): string => (user === users[0] ? cluster : `${cluster}-${user.name}`);
	return stringify({
		apiVersion: "v1",
		kind: "Config",
		"current-context": users[0] === undefined ? "" : contextOf(users[0]),
		clusters: [{ name: cluster, cluster: { server, ...trust } }],
		users: users.map(({ name, token }) => ({ name, user: { token } })),
		contexts: users.map((user) => ({
			name: contextOf(user),
			context: {
				cluster,
				user: user.name,
				...(user.namespace === undefined ? {} : { namespace: user.namespace }),
			},
		})),
	});
}
