import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Copied } from "./save-tar.ts";
import { BLOCK_BYTES, paddingOf, writeHeader } from "./tar-header.ts";

/**
 * Make an archive of a file or a folder, a piece at a time. Links and devices are left out.
 *
 * @param send - done when there is room for more
 * @throws Error when something cannot be read, or is not what it was when it was begun
 */
export async function sendTar(
	path: string,
	send: (bytes: Uint8Array) => Promise<void>,
	progress: (bytes: number) => void,
): Promise<Copied> {
	const all = createHash("sha256");
	const skipped: string[] = [];
	let files = 0;
	let bytes = 0;
	let only = "";
	const add = async (from: string, as: string): Promise<void> => {
		const stats = await lstat(from);
		const { mode, size: sizeBytes } = stats;
		if (stats.isDirectory()) {
			await send(writeHeader({ path: `${as}/`, type: "5", sizeBytes: 0, mode }));
			for (const name of (await readdir(from)).toSorted()) await add(join(from, name), `${as}/${name}`);
			return;
		}
		if (!stats.isFile()) {
			skipped.push(as);
			return;
		}
		await send(writeHeader({ path: as, type: "0", sizeBytes, mode }));
		const hash = createHash("sha256");
		let left = sizeBytes;
		for await (const chunk of createReadStream(from, { highWaterMark: 64 * 1024 })) {
			const piece = (chunk as Buffer).subarray(0, left);
			left -= piece.length;
			bytes += piece.length;
			hash.update(piece);
			await send(piece);
			progress(bytes);
		}
		if (left > 0) throw new Error(`${from} has become shorter`);
		await send(new Uint8Array(paddingOf(sizeBytes)));
		only = hash.digest("hex");
		all.update(`${only}  ${as}\n`);
		files++;
	};
	await add(path, basename(path));
	await send(new Uint8Array(2 * BLOCK_BYTES));
	return { files, bytes, sha256: files === 1 ? only : all.digest("hex"), skipped };
}
