/** What is said about lists and watches. */
export const clusterMessages = {
	listWithoutEnd: "the list ended without a version to watch from",
	streamBrokeOff: "the streaming list ended before it was whole",
	streamStalled: "the streaming list never said that it was whole",
	watchUnanswered: "the watch is silent, and so is a second one",
	watchEndedAtOnce: "the watch ended at once, without an event",
};
