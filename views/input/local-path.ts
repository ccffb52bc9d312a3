import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** A path as people type it, `~` being home, as the path that it means. */
export function localPath(typed: string): string {
	return resolve(typed === "~" || typed.startsWith("~/") ? join(homedir(), typed.slice(1)) : typed);
}
