import { createReadStream } from "node:fs";
import { access, constants, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type SafeText, safeText } from "../../text/safe-text.ts";
import type { SourceOrigin } from "../log-sources.ts";
import { isContainerLog, rotationOf } from "./list-files.ts";
import type { LogSeries } from "./log-series.ts";
import { whyNotRead } from "./why-not-read.ts";

/** How deep `/var/log/pods` is: pods, containers. */
const DEEPEST = 2;
/** Each has a file open. */
const MOST_LOGS = 200;

const said = messages.logFiles;

/**
 * The logs that the paths of a command line mean: a file is one, a directory holds one or several (what a kubelet keeps
 * of a container, of a pod or of all pods; files with those they were before rotation). `-` is the pipe.
 */
export async function findLogs(
	paths: readonly string[],
	pipe: Readable | undefined,
): Promise<Result<readonly LogSeries[], SafeText>> {
	const found: LogSeries[] = [];
	for (const path of paths) {
		if (path === "-") {
			if (pipe === undefined) return fail(safeText(said.noPipe));
			found.push({ origin: plainOrigin(said.pipe, "-"), place: { kind: "pipe", stream: pipe } });
			continue;
		}
		const series = await logsAt(path);
		if (!series.ok) return series;
		found.push(...series.value);
	}
	const series = withoutRepetition(found);
	return series.length > MOST_LOGS ? fail(safeText(said.tooMany(series.length, MOST_LOGS))) : ok(series);
}

async function logsAt(path: string): Promise<Result<readonly LogSeries[], SafeText>> {
	try {
		const found = await stat(path);
		if (!found.isDirectory()) {
			await access(path, constants.R_OK);
			if (found.isFile()) return ok([{ origin: originOf(path), place: { kind: "file", path: resolve(path) } }]);
			// `<(a command)` is a pipe with a name.
			return ok([{ origin: plainOrigin(path, path), place: { kind: "pipe", stream: createReadStream(path) } }]);
		}
		const series = await logsIn(resolve(path), DEEPEST);
		return series.length === 0 ? fail(safeText(said.noLogs(path))) : ok(series);
	} catch (thrown) {
		return fail(safeText(whyNotRead(thrown, path)));
	}
}

async function logsIn(directory: string, depth: number): Promise<readonly LogSeries[]> {
	const entries = await readdir(directory, { withFileTypes: true });
	const names = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
	if (names.some(isContainerLog))
		return [{ origin: originOf(join(directory, "0.log")), place: { kind: "container", directory } }];
	const live = new Set(names.filter(isLog).map((name) => rotationOf(name)?.live ?? name.replace(/\.gz$/, "")));
	const here = [...live].toSorted().map((name): LogSeries => {
		const path = join(directory, name);
		return { origin: plainOrigin(name, path), place: { kind: "rotated", directory, name } };
	});
	if (depth === 0) return here;
	const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	const below = await Promise.all(folders.toSorted().map((name) => logsIn(join(directory, name), depth - 1)));
	return [...here, ...below.flat()];
}

/** Whether a file in a directory is taken for a log; one that is named on the command line always is. */
function isLog(name: string): boolean {
	return !name.startsWith(".") && /\.(?:log|out|err|json|txt)(?:[.-]|$)/.test(name);
}

/** Whose log a file is: in the folders of a kubelet its path says it. */
function originOf(path: string): SourceOrigin {
	const full = resolve(path);
	const container = dirname(full);
	const [, namespace, pod, uid] =
		/^([a-z0-9-]+)_([a-z0-9.-]+)_([0-9a-f-]{32,36})$/.exec(basename(dirname(container))) ?? [];
	if (isContainerLog(basename(full)) && namespace !== undefined && pod !== undefined && uid !== undefined)
		return { namespace, pod, podUid: uid, container: basename(container) };
	return plainOrigin(basename(full), full);
}

function plainOrigin(name: string, path: string): SourceOrigin {
	return { namespace: "", pod: name, podUid: path, container: "" };
}

/** Each once; those of the same name are told apart by their folders. */
function withoutRepetition(all: readonly LogSeries[]): readonly LogSeries[] {
	const once = [
		...new Map(all.map((series) => [`${series.origin.podUid}/${series.origin.container}`, series])).values(),
	];
	const counts = new Map<string, number>();
	for (const { origin } of once) counts.set(origin.pod, (counts.get(origin.pod) ?? 0) + 1);
	return once.map((series) => {
		const { origin } = series;
		const isShared = origin.namespace === "" && (counts.get(origin.pod) ?? 0) > 1;
		return isShared ? { ...series, origin: { ...origin, pod: shortPath(origin.podUid) } } : series;
	});
}

/** A file and its folder. */
function shortPath(path: string): string {
	return `${basename(dirname(path))}/${basename(path)}`;
}
