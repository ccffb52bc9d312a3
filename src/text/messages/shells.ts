/** What is said about shells and other processes that have the terminal. */
export const shellMessages = {
	greeting: (what: string, target: string) =>
		`yagura: ${what} in ${target} · ctrl-] d leaves it running, ctrl-] x ends it`,
	ended: {
		running: (what: string, target: string) => `${what} in ${target} goes on; :sessions leads back to it.`,
		closed: (what: string, target: string) => `${what} in ${target}: you ended the connection.`,
		exited: (what: string, target: string, code: number) => `${what} in ${target} has ended, exit code ${code}.`,
		failed: (what: string, reason: string) => `${what} could not be run: ${reason}`,
		lost: (what: string, reason: string) => `${what}: the connection was lost: ${reason}`,
	},
};
