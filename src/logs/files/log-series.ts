import type { Readable } from "node:stream";
import { messages } from "../../text/messages/messages.ts";
import type { SourceOrigin } from "../log-sources.ts";

/** Where one log is, in one file or in several. */
export type LogPlace =
	/** One file; what takes its name when it is rotated goes on in its place. */
	| { readonly kind: "file"; readonly path: string }
	/** A file and those that it was before it was rotated: `app.log`, `app.log.1`, `app.log.2.gz`. */
	| { readonly kind: "rotated"; readonly directory: string; readonly name: string }
	/** What a kubelet keeps of a container: `0.log`, `0.log.20260102-030405.gz`, and `1.log` of the next run. */
	| { readonly kind: "container"; readonly directory: string }
	/** What comes once and cannot be read again. */
	| { readonly kind: "pipe"; readonly stream: Readable };

/** Where there are files, which can be looked at and read again. */
export type FilePlace = Exclude<LogPlace, { kind: "pipe" }>;

/** Where it is, for a person. */
export function pathOf(place: LogPlace): string {
	if (place.kind === "file") return place.path;
	if (place.kind === "pipe") return messages.logFiles.pipe;
	return place.kind === "rotated" ? `${place.directory}/${place.name}` : place.directory;
}

/** One log out of files. */
export interface LogSeries {
	readonly origin: SourceOrigin;
	readonly place: LogPlace;
}
