import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import { type Config, emptyConfig } from "./config-fields.ts";
import { type UserPlace, userFolder } from "./user-folder.ts";

/**
 * Read `config.yaml`. Where there is none, nothing is configured; one that is not understood is a failure that
 * names file, line and what was expected.
 */
export async function loadConfig(place: UserPlace): Promise<Result<Config, SafeText>> {
	const file = join(userFolder("XDG_CONFIG_HOME", [".config"], place), "config.yaml");
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") return ok(emptyConfig);
		return fail(safeText(messages.config.unreadable(file, message)));
	}
	// Who has written none does not wait for what reads it.
	const { decodeConfig } = await import("./decode-config.ts");
	const decoded = decodeConfig(text);
	if (decoded.ok) return decoded;
	return fail(safeText(messages.config.invalid(file, decoded.failure.line, decoded.failure.problem)));
}
