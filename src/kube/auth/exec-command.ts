import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";

/**
 * Find a plugin's executable. A command with a path separator is the path itself (made absolute when
 * the kubeconfig was loaded); a bare name is looked up in the absolute folders of `PATH` and nowhere
 * else: never in the working directory, which somebody else may have filled.
 *
 * @returns the path, or in words why there is none
 */
export async function findCommand(
	command: string,
	env: Readonly<Record<string, string | undefined>>,
): Promise<Result<string, string>> {
	const said = messages.credentials;
	if (command.includes(sep)) {
		const state = isAbsolute(command) ? await stateOf(command) : "missing";
		if (state === "executable") return ok(command);
		if (typeof state === "object") return fail(said.unusable(state.problem));
		return fail(state === "missing" ? said.noSuchFile : said.notExecutable);
	}
	let seen = false;
	let problem: string | undefined;
	for (const folder of (env["PATH"] ?? "").split(delimiter)) {
		if (!isAbsolute(folder)) continue;
		for (const name of names(command, env)) {
			const path = join(folder, name);
			const state = await stateOf(path);
			if (state === "executable") return ok(path);
			seen ||= state === "plain";
			if (typeof state === "object") problem ??= state.problem;
		}
	}
	if (seen) return fail(said.notExecutable);
	return fail(problem === undefined ? said.notFound : said.unusable(problem));
}

/** What is there; an object where the machine would not tell. */
type CommandState = "executable" | "plain" | "missing" | { readonly problem: string };

async function stateOf(path: string): Promise<CommandState> {
	try {
		if (!(await stat(path)).isFile()) return "missing";
		await access(path, constants.X_OK);
		return "executable";
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === "EACCES") return "plain";
		return code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" ? "missing" : { problem: message };
	}
}

function names(command: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
	if (process.platform !== "win32") return [command];
	const extensions = (env["PATHEXT"] ?? ".COM;.EXE").split(";");
	return [command, ...extensions.map((extension) => command + extension.toLowerCase())];
}
