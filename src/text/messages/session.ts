/** What is said about single objects and what is done to them. */
export const sessionMessages = {
	notAnObject: "the server's answer is no object",
	replaced: (name: string) => `this ${name} is gone; another one bears its name now`,
	masked: (bytes: number) => `•••••• (${bytes === 1 ? "1 byte" : `${bytes} bytes`})`,
	hidden: "••••••",
	folded: (entries: number) => (entries === 1 ? "1 entry folded" : `${entries} entries folded`),
	characters: (count: number) => (count === 1 ? "1 character" : `${count} characters`),
	noEvents: "no events about it",
	eventsUnknown: (reason: string) => `not known: ${reason}`,
};
