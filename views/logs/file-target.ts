import type { LogSeries } from "../../src/logs/files/log-series.ts";
import { sourceName } from "../../src/logs/log-sources.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { NamedLogTarget } from "./log-target.ts";

/** Logs in files, called by the name of the one, or by how many they are. */
export function fileTarget(series: readonly LogSeries[]): NamedLogTarget {
	const [only] = series;
	const title =
		series.length === 1 && only !== undefined ? sourceName(only.origin) : messages.logFiles.title(series.length);
	return { target: { of: "files", series }, title: safeText(title) };
}
