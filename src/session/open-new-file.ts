import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { fail, ok, type Result } from "../base/result.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import { OWNER_ONLY, whyNotWritten } from "./write-new-file.ts";

/** A file that was made, and is empty. */
export interface NewFile {
	/** Write all there is, and close it. Gives the number of lines. */
	write(texts: AsyncIterable<string>): Promise<Result<number, SafeText>>;
}

/** Texts are gathered to about so many characters a write: none takes long enough to be felt. */
const GATHERED = 65_536;

/**
 * Make a file that does not exist yet, for what comes bit by bit; one that does is left as it is, and a link is not
 * followed.
 */
export function openNewFile(path: string): Result<NewFile, SafeText> {
	try {
		const file = openSync(path, "wx", OWNER_ONLY);
		return ok({ write: (texts) => writeAll(path, file, texts) });
	} catch (thrown) {
		return fail(safeText(whyNotWritten(thrown)));
	}
}

async function writeAll(path: string, file: number, texts: AsyncIterable<string>): Promise<Result<number, SafeText>> {
	let lines = 0;
	let gathered = "";
	const flush = (): void => {
		writeFileSync(file, gathered);
		lines += gathered.split("\n").length - 1;
		gathered = "";
	};
	try {
		try {
			for await (const text of texts) {
				gathered += text;
				if (gathered.length > GATHERED) flush();
			}
			flush();
		} finally {
			closeSync(file);
		}
		return ok(lines);
	} catch (thrown) {
		// Half a file is worse than none.
		rmSync(path, { force: true });
		return fail(safeText(whyNotWritten(thrown)));
	}
}
