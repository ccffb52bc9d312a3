/** What is said of profiles. */
export const profileMessages = {
	notAProfile: (reason: string) => `what came is no profile: ${reason}`,
};
