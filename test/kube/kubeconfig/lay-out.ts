import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SetUp } from "./set-ups.ts";

/** A set-up on disk. */
export interface LaidOut extends AsyncDisposable {
	readonly directory: string;
	/** Put the folder's name in the place of `$DIR`, and so on. */
	fill(text: string): string;
	/** The reverse. */
	blank(text: string): string;
}

/**
 * Write a set-up's files (with mode 0600, scripts with 0700) into a new folder, which goes when it is
 * disposed of.
 *
 * @param more what other placeholders stand for
 */
export async function layOut(
	setUp: Pick<SetUp, "files">,
	more: Readonly<Record<string, string>> = {},
): Promise<LaidOut> {
	const directory = await realpath(await mkdtemp(join(tmpdir(), "yagura-kubeconfig-")));
	const places = Object.entries({ ...more, $DIR: directory });
	const fill = (text: string): string => places.reduce((done, [name, place]) => done.replaceAll(name, place), text);
	await mkdir(join(directory, "home"));
	await mkdir(join(directory, "work"));
	for (const [path, text] of Object.entries(setUp.files)) {
		await mkdir(dirname(join(directory, path)), { recursive: true });
		await writeFile(join(directory, path), fill(text), { mode: text.startsWith("#!") ? 0o700 : 0o600 });
	}
	return {
		directory,
		fill,
		blank: (text) => places.reduceRight((done, [name, place]) => done.replaceAll(place, name), text),
		[Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
	};
}

/** The part of `kubectl config view` that says where to connect and as whom. */
interface View {
	readonly "current-context": string;
	readonly clusters: unknown;
	readonly users: unknown;
	readonly contexts: unknown;
}

/** What kubectl made of a set-up: a view, or a refusal in its own words. */
export type Verdict = { readonly view: View } | { readonly refused: string };

/** Ask kubectl: `config view --minify --raw`. */
export async function askKubectl(kubectl: string, setUp: SetUp): Promise<Verdict> {
	await using laidOut = await layOut(setUp);
	const env: Record<string, string> = { HOME: join(laidOut.directory, "home"), PATH: process.env["PATH"] ?? "" };
	for (const [name, value] of Object.entries(setUp.env ?? {})) env[name] = laidOut.fill(value);
	const args = ["config", "view", "--minify", "--raw", "--merge=true", "-o", "json"];
	if (setUp.kubeconfig !== undefined) args.push("--kubeconfig", laidOut.fill(setUp.kubeconfig));
	if (setUp.context !== undefined) args.push("--context", setUp.context);
	if (setUp.flatten) args.push("--flatten");
	return await new Promise((resolve) => {
		execFile(kubectl, args, { env, cwd: join(laidOut.directory, "work") }, (error, stdout, stderr) => {
			if (error) {
				resolve({ refused: laidOut.blank(stderr.trim()) });
				return;
			}
			const { clusters, users, contexts, ...rest } = JSON.parse(laidOut.blank(stdout)) as View;
			resolve({ view: { "current-context": rest["current-context"], clusters, users, contexts } });
		});
	});
}
