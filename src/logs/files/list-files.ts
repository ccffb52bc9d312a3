import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FilePlace } from "./log-series.ts";

/** `0.log`, `0.log.20260102-030405`, `0.log.20260102-030405.gz`. */
const ofContainer = /^(\d+)\.log(?:\.(\d{8}-\d{6})(?:\.gz)?)?$/;

/** Whether a kubelet would call a container's log so. */
export function isContainerLog(name: string): boolean {
	return ofContainer.test(name);
}

/** What the live file of a rotated one is called, and how many times it was rotated since; undefined for a live one. */
export function rotationOf(name: string): { readonly live: string; readonly order: string } | undefined {
	const match = /^(.+?)[.-](\d{1,4}|\d{8}(?:[-T]?\d{4,6})?)(?:\.gz)?$/.exec(name);
	if (match === null) return undefined;
	const [, live = "", number = ""] = match;
	// The higher a number the older it is; the higher a date the younger.
	const order = number.length <= 4 ? `0${String(10_000 - Number(number)).padStart(5, "0")}` : `1${number}`;
	return { live, order };
}

/** The files of a log as they are now, the oldest first. Rejects where they cannot be listed. */
export async function listFiles(place: FilePlace): Promise<readonly string[]> {
	if (place.kind === "file") return [place.path];
	const { directory } = place;
	const names = await readdir(directory);
	const keyed = names.flatMap((name) => {
		const key = place.kind === "container" ? containerKey(name) : rotationKey(name, place.name);
		return key === undefined ? [] : [{ name, key }];
	});
	const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1));
	// While a file is compressed it is there twice.
	const plain = new Set(names);
	return sorted
		.filter(({ name }) => !name.endsWith(".gz") || !plain.has(name.slice(0, -3)))
		.map(({ name }) => join(directory, name));
}

/** Runs in their order; of each what was rotated, then what is written. */
function containerKey(name: string): string | undefined {
	const match = ofContainer.exec(name);
	if (match === null) return undefined;
	return `${(match[1] ?? "").padStart(10, "0")} ${match[2] ?? "~"}`;
}

function rotationKey(name: string, live: string): string | undefined {
	if (name === live) return "~";
	if (name === `${live}.gz`) return "}";
	const rotation = rotationOf(name);
	return rotation?.live === live ? rotation.order : undefined;
}
