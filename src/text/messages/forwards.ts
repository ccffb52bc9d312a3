/** What is said of port-forwards. */
export const forwardMessages = {
	portTaken: (address: string, port: number) => `something else listens on ${address}:${port} already`,
	portNotAllowed: (address: string, port: number) =>
		`you may not listen on ${address}:${port}; ports below 1024 are the system's`,
	noSuchAddress: (address: string) => `this machine has no address ${address}`,
	cannotListen: (address: string, port: number, detail: string) => `cannot listen on ${address}:${port}: ${detail}`,
	noPod: (target: string) => `${target} has no pod that is ready`,
	noSuchPod: (pod: string) => `there is no pod ${pod} that runs`,
	notReplaced: (pod: string) => `${pod} is gone, and nothing has taken its place`,
	podGone: (pod: string) => `${pod} is gone`,
	podLeaving: (pod: string) => `${pod} is on its way out`,
	noSelector: (service: string) => `${service} selects no pods: there is nothing to forward to`,
	noPort: (target: string, port: string, known: readonly string[]) =>
		`${target} has no port ${port}${known.length === 0 ? "" : `; it has ${known.join(", ")}`}`,
	noNamedPort: (pod: string, name: string) => `no container of ${pod} has a port named ${name}`,
	notTcp: (port: string, protocol: string) => `port ${port} is ${protocol}; only TCP can be forwarded`,
	notATarget: (kind: string) => `${kind} cannot be forwarded to`,
	heldTooLong: (seconds: number) => `a connection was given up that had waited ${seconds} s for a pod`,
	leaving: (count: number) => (count === 1 ? "1 port-forward ends with it" : `${count} port-forwards end with it`),
};
