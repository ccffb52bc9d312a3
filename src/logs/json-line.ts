import { levelOf } from "./level-words.ts";
import type { LogLevel } from "./log-view.ts";
import type { RecognisedLine } from "./recognised-line.ts";

const levelNames = ["level", "lvl", "severity", "loglevel", "log.level", "levelname", "@level", "s"];
const messageNames = ["msg", "message", "@message", "event", "text", "body"];
const timeNames = ["time", "ts", "timestamp", "@timestamp", "t", "datetime"];

/** What is nested deeper is one value. */
const deepest = 4;
const mostFields = 200;

/** A line that is one JSON object. */
export function jsonLine(text: string): RecognisedLine | undefined {
	const from = text.search(/\S/);
	if (from < 0 || text[from] !== "{" || !text.trimEnd().endsWith("}")) return undefined;
	let object: unknown;
	try {
		object = JSON.parse(text);
	} catch {
		return undefined;
	}
	const fields: [string, string][] = [];
	flatten("", object as object, fields, 1);
	return { format: "json", ...taken(fields, text) };
}

/** Level and message of named values, by the names that programs use for them. */
export function taken(fields: readonly (readonly [string, string])[], text: string): Omit<RecognisedLine, "format"> {
	const values = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
	const used = new Set<string>();
	let level: LogLevel | undefined;
	for (const name of levelNames) {
		const value = values.get(name);
		level = value === undefined ? undefined : levelOf(value);
		if (level === undefined) continue;
		used.add(name);
		break;
	}
	const messageName = messageNames.find((name) => values.has(name));
	if (messageName !== undefined) used.add(messageName);
	for (const name of timeNames) if (values.has(name)) used.add(name);
	const message = messageName === undefined ? "" : (values.get(messageName) ?? "");
	return { level, message: message === "" && fields.length === 0 ? text : message, fields, used };
}

function flatten(prefix: string, object: object, fields: [string, string][], depth: number): void {
	for (const [key, value] of Object.entries(object)) {
		if (fields.length >= mostFields) return;
		const name = prefix === "" ? key : `${prefix}.${key}`;
		const isNested = typeof value === "object" && value !== null && !Array.isArray(value);
		if (isNested && depth < deepest && Object.keys(value as object).length > 0) {
			flatten(name, value as object, fields, depth + 1);
		} else fields.push([name, typeof value === "string" ? value : (JSON.stringify(value) ?? "")]);
	}
}
