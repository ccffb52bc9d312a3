import { execFile } from "node:child_process";
import { join } from "node:path";
import { inject } from "vitest";
import type { Person } from "./testbed.ts";

/** What a command said and how it ended. An exit code other than zero is an answer too. */
export interface Answer {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

interface Options {
	readonly as?: Person;
	/** Standard input, for `--filename -`. */
	readonly input?: string;
}

/** What kubectl prints; fails with what it complains of. */
export async function kubectl(args: readonly string[], options: Options = {}): Promise<string> {
	const answer = await tryKubectl(args, options);
	if (answer.code !== 0)
		throw new Error(`kubectl ${args.join(" ")}: ${answer.stderr.trim()} (exit code ${answer.code})`);
	return answer.stdout;
}

/** The objects of `kubectl get ... --output json`. */
export async function kubectlItems<T>(args: readonly string[], options: Options = {}): Promise<readonly T[]> {
	const list = JSON.parse(await kubectl(["get", ...args, "--output", "json"], options)) as {
		readonly items: readonly T[];
	};
	return list.items;
}

/** Create or change objects, given as they are in a manifest. */
export async function apply(...objects: readonly object[]): Promise<void> {
	const list = { apiVersion: "v1", kind: "List", items: objects };
	await kubectl(["apply", "--server-side", "--filename", "-"], { input: JSON.stringify(list) });
}

export function tryKubectl(args: readonly string[], { as = "admin", input = "" }: Options = {}): Promise<Answer> {
	const { runDirectory, kubeconfigs } = inject("testbed");
	const flags = ["--kubeconfig", kubeconfigs[as], "--cache-dir", join(runDirectory, "kubectl-cache")];
	return new Promise((resolve) => {
		const child = execFile(
			join(runDirectory, "bin", "kubectl"),
			[...args.slice(0, 1), ...flags, ...args.slice(1)],
			{ env: { ...process.env, KUBERC: "off" }, maxBuffer: 1024 ** 3 },
			(error, stdout, stderr) => {
				const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
				resolve({ code, stdout, stderr: stderr === "" && error !== null && code < 0 ? error.message : stderr });
			},
		);
		child.stdin?.end(input);
	});
}
