import { stringify } from "yaml";

/** A user in a kubeconfig. */
export interface KubeconfigUser {
	readonly name: string;
	readonly token: string;
	readonly namespace?: string;
}

/** A kubeconfig with one cluster and one context a user; the first user's is the current one. */
export function kubeconfigText(cluster: string, server: string, users: readonly KubeconfigUser[]): string {
	const contextOf = (user: KubeconfigUser): string => (user === users[0] ? cluster : `${cluster}-${user.name}`);
	return stringify({
		apiVersion: "v1",
		kind: "Config",
		"current-context": users[0] === undefined ? "" : contextOf(users[0]),
		clusters: [{ name: cluster, cluster: { server } }],
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
