/** What the screens say. */
export const viewMessages = {
	notAvailable: "n/a",
	allNamespaces: "all namespaces",
	demo: "DEMO",
	readOnly: "READ-ONLY",
	confined: (namespace: string) => `You may not look at all namespaces; this is ${namespace}, your context's own.`,
	as: (user: string) => `as ${user}`,
	counts: {
		nodes: (count: number) => (count === 1 ? "1 node" : `${group(count)} nodes`),
		pods: (count: number) => (count === 1 ? "1 pod" : `${group(count)} pods`),
		nodesUnknown: "nodes n/a",
		podsUnknown: "pods n/a",
		shown: (shown: number, total: number) => (shown === total ? group(total) : `${group(shown)} of ${group(total)}`),
	},
	freshness: {
		connecting: "connecting",
		syncing: (received: number) => `reading ${group(received)}`,
		live: "watch live",
		reconnecting: (age: string) => `reconnecting ${age}`,
		stale: (age: string) => `STALE ${age}`,
		forbidden: "forbidden",
		unauthorised: "authentication expired",
		absent: "not served",
	},
	metrics: {
		age: (age: string) => `metrics ${age}`,
		absent: "metrics n/a",
		waiting: "metrics …",
	},
	empty: {
		connecting: (host: string) => `Connecting to ${host} …`,
		syncing: "Reading …",
		none: (kind: string, where: string) => `There are no ${kind} in ${where}.`,
		noneAtAll: (kind: string) => `There are no ${kind}.`,
		noneSelected: (kind: string) => `There are no ${kind} here.`,
		noMatch: (filter: string, total: number) =>
			`None of ${group(total)} rows match “${filter}”. Press esc to see them all.`,
		forbidden: (kind: string, where: string) => `You may not list ${kind} in ${where}.`,
		forbiddenKind: (kind: string) => `You may not list ${kind}.`,
		forbiddenHint: "Try one namespace: start with -n NAMESPACE, or press : and type KIND NAMESPACE.",
		unauthorised: "The cluster no longer accepts the credential.",
		absent: (kind: string) => `This cluster does not serve ${kind}.`,
		unreachable: (host: string) => `${host} cannot be reached; trying again.`,
		retrying: "It is tried again each minute.",
	},
	gone: "gone",
	staleRows: "These rows may be out of date.",
	skew: (seconds: number) => `clock differs ${seconds} s`,
	help: {
		title: "keys",
		anywhere: "Anywhere",
		table: "In a table",
		row: "On a row",
		detail: "In the text of an object",
		pane: "In a text",
	},
	detail: {
		modes: { yaml: "yaml", describe: "describe" },
		reading: "reading …",
		changed: "changed since; ctrl-r reads it again",
		gone: "GONE from the cluster",
		goneBefore: "It is gone from the cluster.",
		failed: "It could not be read.",
		found: (at: number, total: number) => (total === 0 ? "not found" : `${group(at)} of ${group(total)}`),
		place: (row: number, total: number) => (total === 0 ? "" : `${group(row)}/${group(total)}`),
	},
	palette: {
		prompt: ":",
		none: "Nothing of that name.",
	},
	filterPrompt: "/",
	wrongFilter: (reason: string) => `filter: ${reason}`,
	tooSmall: (columns: number, rows: number) => `yagura needs 40x8; this is ${columns}x${rows}`,
	disabled: {
		noRow: "no row is chosen",
		gone: "this row is gone from the cluster",
		nowhere: "nothing lies below this row",
		noSearch: "nothing is searched for; / searches",
		noColumn: "this table has no such column",
		notScheduled: "the pod is on no node yet",
		noOwner: "nothing owns this row",
	},
};

/** Digits in groups of three, as in `9,812`. */
function group(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
