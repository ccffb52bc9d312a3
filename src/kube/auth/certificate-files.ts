import { readFile, stat } from "node:fs/promises";
import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { fileProblem } from "../kubeconfig/kubeconfig-failure.ts";
import { checkKeyPair, type KeyPair } from "./key-pair.ts";

/** One half of a pair: the PEM itself, or the file that holds it. */
export type PemSource = { readonly pem: string } | { readonly file: string };

/** A client certificate that may be renewed under our feet. */
export interface CertificateFiles {
	/**
	 * The pair. The files are looked at again every 10 s, or at once if `fresh`, and read if they have
	 * changed. The object stays the same while its content does. A pair that cannot be read or does
	 * not belong together (a renewal half done) leaves the last good one in place.
	 *
	 * @returns the pair, or in words why there has never been one
	 */
	read(fresh: boolean): Promise<Result<KeyPair, string>>;
}

const lookAgainMs = 10_000;

/** Watch over a client certificate and its key. */
export function createCertificateFiles(cert: PemSource, key: PemSource, clock: Clock): CertificateFiles {
	let pair: KeyPair | undefined;
	let version = "";
	let lookedAtMs = Number.NEGATIVE_INFINITY;
	return {
		async read(fresh) {
			if (pair !== undefined && !fresh && clock.monotonic() - lookedAtMs < lookAgainMs) return ok(pair);
			try {
				const newVersion = `${await versionOf(cert)} ${await versionOf(key)}`;
				lookedAtMs = clock.monotonic();
				if (pair !== undefined && newVersion === version) return ok(pair);
				const read = checkKeyPair(await pemOf(cert), await pemOf(key));
				if (!read.ok) return pair === undefined ? read : ok(pair);
				const same = pair?.cert === read.value.cert && pair.key === read.value.key;
				if (!same) pair = read.value;
				version = newVersion;
				return ok(pair ?? read.value);
			} catch (error) {
				if (pair !== undefined) return ok(pair);
				const { path = "" } = error as NodeJS.ErrnoException;
				return fail(messages.kubeconfig.unreadable(path, fileProblem(error)));
			}
		},
	};
}

/** Changes when the file does: a rename shows as another inode, a rewrite as another time or size. */
async function versionOf(source: PemSource): Promise<string> {
	if ("pem" in source) return "";
	const { ino, mtimeMs, size } = await stat(source.file);
	return `${ino}:${mtimeMs}:${size}`;
}

async function pemOf(source: PemSource): Promise<string> {
	return "pem" in source ? source.pem : await readFile(source.file, "utf8");
}
