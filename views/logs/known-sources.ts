import type { LogSource } from "../../src/logs/log-view.ts";
import { type SourceLabels, sourceLabels } from "./source-labels.ts";

/** The sources there have been: they leave after a while, but their lines stay and bear their names. */
export class KnownSources {
	readonly #sources = new Map<number, LogSource>();
	readonly #containers = new Set<string>();
	#labels: { readonly key: string; readonly labels: SourceLabels } | undefined;

	/** Every container that was read since the screen was opened, whatever is read now. */
	get containerNames(): ReadonlySet<string> {
		return this.#containers;
	}

	/** What stands before the lines of each, at most so many cells wide. */
	labels(current: readonly LogSource[], widest: number): SourceLabels {
		for (const source of current) {
			this.#sources.set(source.index, source);
			this.#containers.add(source.container);
		}
		const sources = [...this.#sources.values()];
		const key = [widest, ...sources.map(({ namespace, pod, container }) => `${namespace}/${pod}/${container}`)].join();
		if (this.#labels?.key !== key) this.#labels = { key, labels: sourceLabels(sources, widest) };
		return this.#labels.labels;
	}

	/** Others are read from now on. */
	reset(): void {
		this.#sources.clear();
	}
}
