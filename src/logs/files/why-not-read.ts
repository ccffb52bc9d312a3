import { messages } from "../../text/messages/messages.ts";

const said = messages.logFiles;

/** Why a file cannot be read, in a sentence that names it. */
export function whyNotRead(thrown: unknown, path: string): string {
	if (!(thrown instanceof Error)) return said.unreadable(path, String(thrown));
	const { code } = thrown as NodeJS.ErrnoException;
	if (code === "ENOENT" || code === "ENOTDIR") return said.notThere(path);
	return code === "EACCES" || code === "EPERM" ? said.notAllowed(path) : said.unreadable(path, thrown.message);
}
