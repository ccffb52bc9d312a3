import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";

/** Only its owner may read what was seen of a cluster. */
export const OWNER_ONLY = 0o600;

/**
 * Write a file that does not exist yet; one that does is left as it is, and a link is not followed. Synchronous, so that
 * what is written is what was on screen when the key was pressed.
 */
export function writeNewFile(path: string, content: string | Uint8Array): Result<void, SafeText> {
	let file: number | undefined;
	try {
		file = openSync(path, "wx", OWNER_ONLY);
		writeAndClose(file, content);
		return ok(undefined);
	} catch (thrown) {
		// Half a file is worse than none; one that was there before is not ours to remove.
		if (file !== undefined) rmSync(path, { force: true });
		return fail(safeText(whyNotWritten(thrown)));
	}
}

/** Closed in any case: a disk that is full is no reason to keep a descriptor for the rest of the session. */
function writeAndClose(file: number, content: string | Uint8Array): void {
	try {
		writeFileSync(file, content);
	} finally {
		closeSync(file);
	}
}

/** Why a file could not be written, in words of ours where there are some. */
export function whyNotWritten(thrown: unknown): string {
	const said = messages.session.saving;
	const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
	switch (code) {
		case "EEXIST":
			return said.exists;
		case "ENOENT":
			return said.noFolder;
		case "EACCES":
		case "EPERM":
		case "EROFS":
			return said.notAllowed;
		case "ENOSPC":
			return said.full;
		default:
			return thrown instanceof Error ? thrown.message : String(thrown);
	}
}
