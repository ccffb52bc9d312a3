/** What is said about single objects and what is done to them. */
export const sessionMessages = {
	notAnObject: "the server's answer is no object",
	replaced: (name: string) => `this ${name} is gone; another one bears its name now`,
	tooDeep: (levels: number) => `… nested deeper than ${levels} levels, not shown`,
	masked: (bytes: number) => `•••••• (${bytes === 1 ? "1 byte" : `${bytes} bytes`})`,
	hidden: "••••••",
	folded: (entries: number) => (entries === 1 ? "1 entry folded" : `${entries} entries folded`),
	characters: (count: number) => (count === 1 ? "1 character" : `${count} characters`),
	noEvents: "no events about it",
	deletion: {
		running: (name: string) => `Deleting ${name} …`,
		deleted: (name: string) => `${name} is deleted.`,
		terminating: (name: string) => `${name} is terminating.`,
		replaced: (name: string) => `Nothing was deleted: ${name} is another one by now.`,
		gone: (name: string) => `${name} was gone already.`,
		unknown: (name: string, reason: string) => `Whether ${name} was deleted is not known: ${reason}`,
		failed: (name: string, reason: string) => `${name} was not deleted: ${reason}`,
		consequence: {
			ownedPod: "It ends within its grace period; what owns it makes another.",
			lonePod: "It ends within its grace period; nothing owns it, none takes its place.",
			workload: "Its pods are deleted too.",
			namespace: "Everything in it is deleted too.",
			node: "The cluster forgets the node; its pods are deleted too.",
			other: "This cannot be undone.",
		},
		consequenceOfAll: {
			pods: (lone: number) =>
				lone === 0
					? "Each ends within its grace period; what owns them makes others."
					: `Each ends within its grace period; nothing owns ${lone} of them, none takes their place.`,
			workload: "Their pods are deleted too.",
			namespace: "Everything in them is deleted too.",
			node: "The cluster forgets the nodes; their pods are deleted too.",
			other: "This cannot be undone.",
		},
	},
	saving: {
		rows: (count: number, path: string) => (count === 1 ? `Saved 1 row to ${path}` : `Saved ${count} rows to ${path}`),
		saved: (path: string) => `Saved to ${path}`,
		exists: "it exists already; choose another name",
		noFolder: "there is no such folder",
		notAllowed: "you may not write there",
		full: "the disk is full",
	},
	eventsUnknown: (reason: string) => `not known: ${reason}`,
};
