import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Machine } from "../auth/machine.ts";
import { decodeKubeconfig } from "./decode-kubeconfig.ts";
import { findKubeconfigs } from "./find-kubeconfigs.ts";
import type { Kubeconfig } from "./kubeconfig.ts";
import { fileProblem, type KubeconfigFailure, kubeconfigFailure } from "./kubeconfig-failure.ts";
import { mergeKubeconfigs } from "./merge-kubeconfigs.ts";
import { resolvePaths } from "./resolve-paths.ts";

/** What the kubeconfig files of this machine say together. */
export interface LoadedKubeconfig {
	/** Merged, with every path absolute. */
	readonly kubeconfig: Kubeconfig;
	/** The files that were looked for, whether or not they are there. */
	readonly lookedFor: readonly string[];
	readonly warnings: readonly string[];
}

interface ReadFile {
	readonly kubeconfig: Kubeconfig;
	readonly warnings: readonly string[];
}

/**
 * Find, read and merge the kubeconfig files. A file of a list that is missing is skipped; one that
 * cannot be read or makes no sense is a failure, even if the others would do (as with kubectl).
 *
 * @param explicit the value of `--kubeconfig`, which must be there
 */
export async function loadKubeconfig(
	explicit: string | undefined,
	machine: Pick<Machine, "env" | "homeDirectory" | "workingDirectory">,
): Promise<Result<LoadedKubeconfig, KubeconfigFailure>> {
	const { files, required } = findKubeconfigs(explicit, machine);
	const lookedFor = files.map((file) => resolve(machine.workingDirectory, file));
	const read: ReadFile[] = [];
	for (const file of lookedFor) {
		const one = await readKubeconfig(file, required);
		if (!one.ok) return one;
		if (one.value !== undefined) read.push(one.value);
	}
	return ok({
		kubeconfig: mergeKubeconfigs(read.map((one) => one.kubeconfig)),
		lookedFor,
		warnings: read.flatMap((one) => one.warnings),
	});
}

async function readKubeconfig(
	file: string,
	required: boolean,
): Promise<Result<ReadFile | undefined, KubeconfigFailure>> {
	const said = messages.kubeconfig;
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		if (!required && (error as NodeJS.ErrnoException).code === "ENOENT") return ok(undefined);
		return fail(kubeconfigFailure("unreadable", said.unreadable(file, fileProblem(error)), { file }));
	}
	const decoded = decodeKubeconfig(text);
	if (!decoded.ok) {
		const { line, problem } = decoded.failure;
		const place = line > 0 ? { file, line } : { file };
		return fail(kubeconfigFailure("invalid", said.invalidFile(file, line, problem), place));
	}
	const warnings = (await isExposed(file)) ? [said.exposedFile(file)] : [];
	return ok({ kubeconfig: resolvePaths(decoded.value, dirname(file)), warnings });
}

/** Whether others than its owner may read a file. Windows has no such bits to look at. */
async function isExposed(file: string): Promise<boolean> {
	if (process.platform === "win32") return false;
	try {
		return ((await stat(file)).mode & 0o044) !== 0;
	} catch {
		return false;
	}
}
