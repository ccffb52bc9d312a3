/** What is said about credential plugins. */
export const pluginMessages = {
	changed: (path: string) => `${path} is another program than the one you let run; it was run.`,
	notRemembered: (problem: string) => `What you said of the plugin cannot be remembered: ${problem}`,
	approveTitle: (context: string) => `Run this program to sign in to ${context}?`,
	approveSays: "The kubeconfig names it; it runs as you. You are asked once.",
	lendTitle: (context: string) => `Give the terminal to this program to sign in to ${context}?`,
	lendSays: "It may ask you something; when it ends, you are back here.",
	program: "program",
	arguments: "arguments",
	user: "user",
	why: "so far",
	yes: { approve: "Run", lend: "Give" },
	no: "No",
	follow: "A credential plugin says:",
	lent: (path: string) => `${path} has the terminal until it ends:`,
};
