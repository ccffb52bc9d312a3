import { isAbsolute, join } from "node:path";

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
