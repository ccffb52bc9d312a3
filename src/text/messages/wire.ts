/** What is said about answers of an API server that cannot be read. */
export const wireMessages = {
	brokeOff: "the answer broke off in the middle",
	unexpectedContent: (contentType: string) => `the server answered with ${contentType || "an unnamed content type"}`,
	notAList: (kind: string) => `expected a list, got ${kind || "something without a kind"}`,
	notJson: "not valid JSON",
	notProtobuf: "not Kubernetes protobuf",
	unknownEvent: (type: string) => `an event of unknown type ${type || '""'}`,
	malformedObject: (detail: string) => `an object could not be read: ${detail}`,
	objectTooLarge: (limitMegabytes: number) => `an object of more than ${limitMegabytes} MB was skipped`,
	httpStatus: (status: number) => `the server answered HTTP ${status}`,
};
