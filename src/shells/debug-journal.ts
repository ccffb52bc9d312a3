import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type UserPlace, userFolder } from "../config/user-folder.ts";
import { writeWhole } from "../config/write-whole.ts";

/** A debug pod that somebody has to delete. */
export interface DebugPodNote {
	/** URL of the API server. */
	readonly server: string;
	readonly namespace: string;
	readonly pod: string;
	/** The process that made it. */
	readonly pid: number;
	/** When, in milliseconds since the epoch. */
	readonly atMs: number;
}

/** Which debug pods were made and not deleted yet, kept over the end of the program, whatever that is. */
export interface DebugJournal {
	/** Before a pod is made. Rejects when it cannot be noted down: then none is made. */
	add(note: DebugPodNote): Promise<void>;
	/** It has been deleted. */
	remove(pod: string): Promise<void>;
	/** All notes; what makes no sense is left out. */
	notes(): Promise<readonly DebugPodNote[]>;
}

/** The journal in `debug-pods` of the user's state folder: a file a pod, so that several programs do not meet in one. */
export function debugJournal(place: UserPlace): DebugJournal {
	const folder = join(userFolder("XDG_STATE_HOME", [".local", "state"], place), "debug-pods");
	const fileOf = (pod: string): string => join(folder, `${pod}.json`);
	return {
		// On the disk before the pod is.
		add: (note) => writeWhole(fileOf(note.pod), `${JSON.stringify(note)}\n`, "wx"),
		remove: (pod) => rm(fileOf(pod), { force: true }),
		async notes() {
			const names = await readdir(folder).catch(() => []);
			const read = await Promise.all(
				names.filter((name) => name.endsWith(".json")).map((name) => readNote(join(folder, name))),
			);
			return read.filter((note) => note !== undefined);
		},
	};
}

async function readNote(file: string): Promise<DebugPodNote | undefined> {
	try {
		const { server, namespace, pod, pid, atMs } = JSON.parse(await readFile(file, "utf8")) as Partial<DebugPodNote>;
		const isWhole = [server, namespace, pod].every((text) => typeof text === "string" && text !== "");
		if (!isWhole || typeof pid !== "number" || typeof atMs !== "number") return undefined;
		return { server, namespace, pod, pid, atMs } as DebugPodNote;
	} catch {
		return undefined;
	}
}
