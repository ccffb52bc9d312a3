import type { LogSource } from "../../src/logs/log-view.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, fitCell } from "../../src/text/width.ts";

/** No label is wider. */
const WIDEST = 26;

/** What stands before the lines of each source, by its index, all of one width; nothing where there is but one source. */
export interface SourceLabels {
	readonly width: number;
	readonly texts: ReadonlyMap<number, SafeText>;
}

/**
 * The shortest names that still tell sources apart: of the pods' names what they do not share, of the containers' the
 * whole where a pod has several, of the namespaces likewise. Of one that is longer than `widest` the end is kept.
 */
export function sourceLabels(sources: readonly LogSource[], widest: number): SourceLabels {
	const pods = shortNames([...new Set(sources.map(({ pod }) => pod))]);
	const isSeveral = (names: readonly string[]): boolean => new Set(names).size > 1;
	const withNamespace = isSeveral(sources.map(({ namespace }) => namespace));
	const withPod = pods.size > 1;
	const withContainer = hasSeveralContainers(sources);
	const names = sources.map(({ index, namespace, pod, container }) => {
		const parts = [
			...(withNamespace && namespace !== "" ? [namespace] : []),
			...(withPod ? [pods.get(pod) ?? pod] : []),
			...(withContainer ? [container] : []),
		];
		return [index, safeText(parts.join("/"))] as const;
	});
	const width = Math.min(WIDEST, widest, Math.max(0, ...names.map(([, name]) => cellWidth(name))));
	return { width, texts: new Map(names.map(([index, name]) => [index, fitCell(name, width, "left", "start")])) };
}

/** Whether some pod has more than one. */
function hasSeveralContainers(sources: readonly LogSource[]): boolean {
	const seen = new Map<string, string>();
	return sources.some(({ podUid, container }) => {
		const other = seen.get(podUid);
		seen.set(podUid, container);
		return other !== undefined && other !== container;
	});
}

/** Names without hashes and without the words that all of them begin with; one that a number would be left of keeps the word before it. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
	if (names.length < 2) return new Map(names.map((name) => [name, name]));
	const bare = names.map(withoutHash);
	const isUnique = new Set(bare.map((words) => words.join("-"))).size === names.length;
	const split = isUnique ? bare : names.map((name) => name.split("-"));
	const least = Math.min(...split.map((words) => words.length));
	let shared = 0;
	while (shared < least - 1 && split.every((words) => words[shared] === split[0]?.[shared])) shared++;
	const isNumbered = split.some((words) => /^\d+$/.test(words[shared] ?? ""));
	const from = isNumbered && shared > 0 ? shared - 1 : shared;
	return new Map(split.map((words, index) => [names[index] ?? "", words.slice(from).join("-")]));
}

/** What generated parts of names are made of. @see k8s.io/apimachinery `pkg/util/rand` */
const HASH = /^[bcdfghjklmnpqrstvwxz2456789]{6,10}$/;
const SUFFIX = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** The words of a name; of a deployment's pod without the hash of its template, which tells nobody anything. */
function withoutHash(name: string): readonly string[] {
	const words = name.split("-");
	const isGenerated = words.length > 2 && SUFFIX.test(words.at(-1) ?? "") && HASH.test(words.at(-2) ?? "");
	return isGenerated ? words.toSpliced(-2, 1) : words;
}
