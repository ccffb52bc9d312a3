import type { Clock } from "../../base/clock.ts";
import { createStore, type Readable } from "../../base/store.ts";
import type { Failure } from "../../kube/failure.ts";
import type { ReadingOptions } from "../log-readings.ts";
import { fixRange } from "../log-request.ts";
import { type LogSources, ReadSource, type SourceOrigin } from "../log-sources.ts";
import { FileLog } from "./file-log.ts";
import type { LogSeries } from "./log-series.ts";

/** Logs out of files, all of them read at once. */
export class FileLogs implements LogSources {
	readonly current: readonly ReadSource[];
	readonly trouble: Readable<Failure | undefined> = createStore<Failure | undefined>(undefined);
	readonly unread = 0;
	readonly #origins: readonly SourceOrigin[];
	readonly #logs: readonly FileLog[];

	constructor(
		series: readonly LogSeries[],
		clock: Clock,
		{ nowMs, range, following, merge, onChange }: ReadingOptions,
	) {
		this.#origins = series.map(({ origin }) => origin);
		this.current = this.#origins.map((origin, index) => new ReadSource(index, origin, merge, onChange));
		this.#logs = this.current.flatMap(({ sink }, index) => {
			const place = series[index]?.place;
			const fixed = fixRange(range, nowMs());
			return place === undefined ? [] : [new FileLog({ clock, nowMs, place, range: fixed, following, sink })];
		});
	}

	origin(source: number): SourceOrigin {
		return this.#origins[source] ?? { namespace: "", pod: "", podUid: "", container: "" };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all(this.#logs.map((log) => log[Symbol.asyncDispose]()));
	}
}
