/** What stands where rows would be when there are none because something is wrong. */
export const troubleMessages = {
	unreachable: (host: string) => `${host} cannot be reached; it is tried again every few seconds.`,
	untrusted: (host: string) => `The connection to ${host} cannot be trusted.`,
	answersWrong: (host: string) => `${host} answers, but not as an API server should; it is tried again.`,
	notSignedIn: (host: string) => `Signing in to ${host} has failed.`,
	retriedTwiceAMinute: "It is tried again twice a minute.",
	retriedEachMinute: "It is tried again each minute.",
	howToLeave: "Press q to leave.",
};
