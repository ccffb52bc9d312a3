/** What the command line says. */
export const cliMessages = {
	description: "A watchtower for Kubernetes: watches, metrics and events, drawn as they happen.",
	arguments: {
		kind: "kind to open first, by name or short name",
		files: "files or folders; - is standard input, as is none at all where something is piped in",
		set: "name of a set under forwards: in config.yaml",
	},
	options: {
		kubeconfig: "kubeconfig file to use instead of KUBECONFIG or ~/.kube/config",
		context: "context to use",
		cluster: "cluster entry to use instead of the context's",
		user: "user entry to use instead of the context's",
		server: "address of the API server to use instead of the cluster entry's",
		token:
			"bearer token (others on this machine can see it in the list of processes; prefer the kubeconfig's tokenFile)",
		namespace: "namespace to show (default: the one the context names, else all)",
		allNamespaces: "show all namespaces, whatever the context says",
		as: "user to act as (impersonation)",
		asGroup: "group to act as; may be given more than once",
		asUid: "UID to act as",
		asUserExtra: "extra value to act with, KEY=VALUE; may be given more than once",
		trustExec: "run the kubeconfig's credential plugins without asking first",
		readOnly: "refuse to send anything that could change the cluster",
		theme: "colours for a dark or a light background (default: auto, which asks the terminal)",
		ascii: "draw nothing but ASCII",
		demoWithoutCluster: "open the demo without asking when no kubeconfig is found",
		serve: "draw nothing: serve the simulated cluster to kubectl and others until interrupted",
		port: "port on 127.0.0.1 to serve it on (default: any free one)",
		expose: "let a set listen on addresses that others can reach, where it says so",
		fault: "let the simulated cluster misbehave, one minute in two",
		version: "print the version",
		help: "print this help",
	},
	moreHelp: `
Without -n the namespace that the context names is shown, and all namespaces where it names none (or the
context's own, where all may not be listed).

A credential plugin of the kubeconfig (exec:) is a program that runs as you. kubectl runs it unasked; yagura
shows it and asks before the first time, and remembers the answer. --trust-exec does not ask.

Contexts named under production: in $XDG_CONFIG_HOME/yagura/config.yaml (else ~/.config/yagura/config.yaml)
are marked PRODUCTION, and names have to be typed there before something is deleted.
`,
	faultsHeading: "Faults:",
	tokenVisible: "--token can be seen by others on this machine in the list of processes; a tokenFile cannot",
	demoNames: { main: "demo", production: "demo-production" },
	demoServer: "127.0.0.1",
	forward: "bring up a saved set of port-forwards, and keep it up until interrupted",
	logs: "show logs in files, searched, filtered and followed as those of a cluster are; needs none",
	logsHelp: `
Plain lines, CRI (containerd, CRI-O) and Docker's JSON are told apart by what stands in them; lines that a runtime
has cut are joined, and several files stand in the order of their times. A folder is read as a kubelet writes it
(/var/log/pods/NAMESPACE_POD_UID/CONTAINER, with what was rotated and compressed, or all of them), or as app.log,
app.log.1, app.log.2.gz. A file is followed as it grows and is rotated.

    yagura logs /var/log/pods/payments_api-0_*/
    yagura logs api.log mesh.log
    journalctl -f -o short-iso | yagura logs
`,
	demo: "show a simulated company's cluster; needs no cluster and changes nothing",
	serving: (url: string, kubeconfig: string) =>
		`A simulated cluster is served at ${url} until interrupted. In another terminal:\n\n    export KUBECONFIG=${kubeconfig}\n    kubectl get pods -A`,
	cannotServe: (port: number, why: string) => `The simulated cluster cannot be served on port ${port}: ${why}`,
	notAFault: "There is no such fault: yagura demo --help lists them.",
	notAPort: "It is no port: 0 to 65535.",
	offerDemo: "Open the demo, a simulated cluster? [Y/n] ",
	howToDemo: "Run `yagura demo` for a simulated cluster, or name a file with --kubeconfig.",
	noTerminal: "yagura needs a terminal to draw on; standard input or output is not one.",
	oldNode: (found: string, needed: number) => `yagura needs Node ${needed} or newer; this is ${found}.`,
	lookingFor: (name: string) => `Asking the server for a kind called “${name}” …`,
	unknownKind: (name: string) => `There is no kind called “${name}”.`,
	wasKilled:
		"The last yagura in this terminal was killed and could not give it back. If what you type does not show, run `reset`.",
	stopped: (why: string) =>
		`yagura cannot go on: ${why}. (If it was upgraded or removed meanwhile, starting it again is all it takes.)`,
	crashed: "yagura has met a bug and ended:",
};
