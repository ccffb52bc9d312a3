import { delimiter, join } from "node:path";
import type { Machine } from "../auth/machine.ts";

/** Which files to read, and whether one that is missing is an error. */
export interface KubeconfigFiles {
	readonly files: readonly string[];
	/** True for `--kubeconfig`: the file was asked for. */
	readonly required: boolean;
}

/**
 * Where kubectl looks: `--kubeconfig` alone, else the list in `KUBECONFIG` (empty entries ignored,
 * repeated ones read once), else `~/.kube/config`.
 *
 * @param explicit the value of `--kubeconfig`
 */
export function findKubeconfigs(
	explicit: string | undefined,
	machine: Pick<Machine, "env" | "homeDirectory">,
): KubeconfigFiles {
	if (explicit !== undefined && explicit !== "") return { files: [explicit], required: true };
	const list = machine.env["KUBECONFIG"] ?? "";
	if (list === "") return { files: [join(machine.homeDirectory, ".kube", "config")], required: false };
	const files = new Set(list.split(delimiter).filter((file) => file !== ""));
	return { files: [...files], required: false };
}
