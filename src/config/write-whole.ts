import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Write a file whole or not at all, on the disk when it resolves, and for the user alone; its folder is made.
 *
 * @param fresh - what becomes of a file that was begun and left by a process of the same number: `w` replaces it, `wx` rejects
 */
export async function writeWhole(file: string, text: string, fresh: "w" | "wx"): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const begun = `${file}.${process.pid}`;
	const handle = await open(begun, fresh, 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(begun, file);
}
