import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { readTar } from "./read-tar.ts";
import type { TarEntry } from "./tar-header.ts";

/** What was copied, and what was not. */
export interface Copied {
	readonly files: number;
	readonly bytes: number;
	/** Of the file where it was one; of folders the sum over all sums and paths. */
	readonly sha256: string;
	/** Links and devices: nothing is made of them. */
	readonly skipped: readonly string[];
}

const FILE = "0";
const FOLDER = "5";

/**
 * Put what an archive holds below a folder, as files and folders of our own: nothing that exists is written to, no link is
 * made or followed, and nothing lands outside.
 *
 * @param name - what everything in the archive has to be or lie in
 * @throws Error with the reason when the archive would do otherwise, or the disk refuses
 */
export async function saveTar(
	chunks: AsyncIterable<Uint8Array>,
	folder: string,
	name: string,
	progress: (bytes: number) => void,
): Promise<Copied> {
	const all = createHash("sha256");
	const skipped: string[] = [];
	const made = new Set<string>();
	let only: string | undefined;
	let files = 0;
	let bytes = 0;
	let file: { readonly handle: FileHandle; readonly hash: Hash; readonly path: string } | undefined;
	try {
		await readTar(chunks, {
			async entry(entry) {
				const parts = partsOf(entry, name);
				if (entry.type !== FILE && entry.type !== FOLDER) {
					skipped.push(entry.path);
					return;
				}
				await makeFolders(folder, entry.type === FOLDER ? parts : parts.slice(0, -1), made);
				if (entry.type === FOLDER) return;
				const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
				const handle = await open(join(folder, ...parts), flags, entry.mode & 0o700 ? entry.mode & 0o755 : 0o600);
				file = { handle, hash: createHash("sha256"), path: parts.join("/") };
			},
			async bytes(piece) {
				bytes += piece.length;
				if (file === undefined) return;
				file.hash.update(piece);
				await file.handle.writeFile(piece);
				progress(bytes);
			},
			async end() {
				if (file === undefined) return;
				await file.handle.close();
				only = file.hash.digest("hex");
				all.update(`${only}  ${file.path}\n`);
				files++;
				file = undefined;
			},
		});
	} finally {
		await file?.handle.close();
		// Half a file is worse than none.
		if (file !== undefined) await rm(join(folder, file.path), { force: true });
	}
	return { files, bytes, sha256: files === 1 && only !== undefined ? only : all.digest("hex"), skipped };
}

/** The parts of a path that stays where it belongs. @throws Error for any other */
function partsOf({ path }: TarEntry, name: string): readonly string[] {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	if (path.startsWith("/") || path.includes("\0") || parts.includes("..") || parts[0] !== name)
		throw new Error(`the archive would write elsewhere: ${path}`);
	return parts;
}

/** Make folders, of which none may have been there, nor be anything else by now. */
async function makeFolders(root: string, parts: readonly string[], made: Set<string>): Promise<void> {
	for (let depth = 1; depth <= parts.length; depth++) {
		const path = join(root, ...parts.slice(0, depth));
		if (made.has(path)) {
			if (!(await lstat(path)).isDirectory()) throw new Error(`it is no folder any more: ${path}`);
			continue;
		}
		await mkdir(path, { mode: 0o700 });
		made.add(path);
	}
}
