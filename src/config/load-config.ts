import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import { type Config, emptyConfig } from "./config-fields.ts";
import { decodeConfig } from "./decode-config.ts";

/** What finding the user's files needs of the machine. */
export interface UserPlace {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly homeDirectory: string;
}

/**
 * A folder of ours by the rules of XDG: below the variable's folder where that is absolute, else below the home.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function userFolder(variable: string, fallback: readonly string[], { env, homeDirectory }: UserPlace): string {
	const base = env[variable] ?? "";
	return join(isAbsolute(base) ? base : join(homeDirectory, ...fallback), "yagura");
}

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
	const decoded = decodeConfig(text);
	if (decoded.ok) return decoded;
	return fail(safeText(messages.config.invalid(file, decoded.failure.line, decoded.failure.problem)));
}
