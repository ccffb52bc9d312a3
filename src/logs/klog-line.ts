import type { LogLevel } from "./log-view.ts";
import { readPairs, unquoted } from "./logfmt-line.ts";
import type { RecognisedLine } from "./recognised-line.ts";

/** `I0102 15:04:05.678901    4711 file.go:42] what it says` */
const header = /^([IWEF])(\d{4} \d\d:\d\d:\d\d\.\d+)\s+(\d+) ([^\s:]+:\d+)\] ?/;
const quoted = /"(?:[^"\\]|\\.)*"/y;

const levelOfLetter: Readonly<Record<string, LogLevel>> = { I: "info", W: "warn", E: "error", F: "fatal" };
const used: ReadonlySet<string> = new Set(["level", "msg", "time"]);

/**
 * A line of Kubernetes' own components. What it says is a text, or since structured logging a quoted text and pairs.
 *
 * @see https://github.com/kubernetes/klog/blob/v2.130.1/internal/buffer/buffer.go `FormatHeader`
 */
export function klogLine(text: string): RecognisedLine | undefined {
	const match = header.exec(text);
	if (match === null) return undefined;
	const [whole, letter = "", time = "", process = "", place = ""] = match;
	const level = levelOfLetter[letter];
	const rest = text.slice(whole.length);
	quoted.lastIndex = 0;
	const first = quoted.exec(rest)?.[0];
	const pairs = first === undefined ? undefined : readPairs(rest, first.length);
	const message = first === undefined || pairs === undefined ? rest : unquoted(first);
	const own: [string, string][] = [
		["level", level ?? ""],
		["time", time],
		["msg", message],
		...(pairs ?? []),
		["source", place],
		["pid", process],
	];
	return { format: "klog", level, message, fields: own, used };
}
