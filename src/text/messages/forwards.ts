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
	notATarget: (kind: string) => `nothing can be forwarded to ${kind}`,
	notAPlace: (text: string) => `${text} is no target: expected NAMESPACE/KIND/NAME, such as shop/services/web`,
	notPorts: (text: string) => `${text} is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http`,
	noPorts: (text: string) => `${text} has no ports: expected LOCAL:REMOTE, such as 8080:80`,
	noSuchSet: (name: string, all: readonly string[]) =>
		all.length === 0
			? "there are no sets of forwards: write them under forwards: in config.yaml"
			: `there is no set of forwards “${name}”; there is ${all.join(", ")}`,
	inSet: (set: string, line: string, problem: string) => `forwards: ${set}: “${line}”: ${problem}`,
	exposed: (address: string) =>
		`${address} is not of this machine alone: whoever reaches it reaches the cluster; --expose says that this is meant`,
	event: {
		starting: (from: string) => `starting ${from}`,
		listening: (url: string, from: string, pod: string) => `${url} -> ${from} (${pod})`,
		"re-attaching": (from: string, why: string) => `re-attaching ${from}: ${why}`,
		failed: (from: string, why: string) => `failed ${from}: ${why}`,
		stopped: (from: string) => `stopped ${from}`,
	},
	heldTooLong: (seconds: number) => `a connection was given up that had waited ${seconds} s for a pod`,
	leaving: (count: number) => (count === 1 ? "1 port-forward ends with it" : `${count} port-forwards end with it`),
};
