/** What is said of logs in files. */
export const logFileMessages = {
	pipe: "standard input",
	noPipe: "standard input is a terminal: there is nothing to read from it; pipe something in, or name files",
	nothingNamed: "yagura logs needs files, folders, or something piped into it; yagura logs --help tells more",
	notThere: (path: string) => `${path} is not there`,
	notAllowed: (path: string) => `${path} may not be read by you`,
	unreadable: (path: string, why: string) => `${path} cannot be read: ${why}`,
	noLogs: (path: string) =>
		`there are no logs in the folder ${path}, nor in those below it; name a file to read it whatever it is called`,
	tooMany: (count: number, most: number) => `these are ${count} logs; ${most} can be read at a time`,
	emptied: "the file was emptied; lines may be missing here",
	rotatedAway: (path: string) => `${path} was taken away before it was read; its lines are missing here`,
	gone: "there is no such file now",
	noTerminal: "yagura reads keys from the terminal, and there is none",
	all: "all of them",
	title: (count: number) => `${count} logs`,
	count: (count: number) => (count === 1 ? "1 log" : `${count} logs`),
	brand: "files",
	noCluster: "these are files: there is no cluster here",
	noRuns: "files have no runs before",
	isPipe: "what came through a pipe cannot be read again",
	mode: "files are read, nothing is written to them",
};
