/** What is said about tables and their filters. */
export const tableMessages = {
	nothingToNegate: "! needs a word after it",
};
