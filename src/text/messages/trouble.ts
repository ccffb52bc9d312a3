/** What stands where rows would be when there are none because something is wrong. */
export const troubleMessages = {
	notReached: (host: string) => `${host} has not been reached yet.`,
	unreachable: (host: string) => `${host} cannot be reached.`,
	untrusted: (host: string) => `The connection to ${host} cannot be trusted.`,
	answersWrong: (host: string) => `${host} answers, but not as an API server should; it is tried again.`,
	notSignedIn: (host: string) => `Signing in to ${host} has failed.`,
	nextTry: (number: number, seconds: number) => `Try ${number} in ${seconds} s.`,
	tryNow: (number: number) => `Try ${number} is under way.`,
	retriedTwiceAMinute: "It is tried again twice a minute.",
	retriedEachMinute: "It is tried again each minute.",
	howToLeave: "Press : and type ctx for another context, or q to leave.",
	/** In a few words, for the header. */
	brief: {
		refused: "refused",
		unknownHost: "no such host",
		closed: "connection closed",
		noRoute: "no route",
		timedOut: "no answer",
		expired: "certificate expired",
		untrusted: "certificate not trusted",
		wrongAnswer: "wrong answer",
		answers: (status: number) => `the server answers ${status}`,
		other: "no connection",
	},
	/** What to look at first. */
	advice: {
		refused: (cluster: string) =>
			`Is the cluster running, and is the server of cluster “${cluster}” in the kubeconfig right?`,
		unknownHost: (cluster: string) =>
			`Is the network (a VPN?) up, and the server of cluster “${cluster}” in the kubeconfig right?`,
		noRoute: () => "Is the network up, and the VPN if one leads there? A firewall may be in between.",
		closed: (cluster: string) =>
			`Is the server of cluster “${cluster}” in the kubeconfig right: its port, and whether it is https?`,
		wrongName: (cluster: string) =>
			`Is the server of cluster “${cluster}” in the kubeconfig right? Behind another name it needs a tls-server-name.`,
		expired: () => "Whoever runs the cluster has to renew it, unless this machine's clock is wrong.",
		untrusted: (cluster: string) =>
			`Is the certificate authority of cluster “${cluster}” in the kubeconfig the one of this server?`,
		signIn: (user: string) => `Are the credentials of user “${user}” in the kubeconfig current?`,
	},
};
