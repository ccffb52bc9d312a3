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
	const object = parseObject(text);
	if (object === undefined) return undefined;
	const fields: [string, string][] = [];
	flatten("", object, fields, 1);
	return { format: "json", ...taken(fields, text) };
}

/** The object that a line is; undefined for what is none. */
export function parseObject(text: string): object | undefined {
	if (!/^\s*\{/.test(text) || !/\}\s*$/.test(text.slice(-80))) return undefined;
	try {
		return JSON.parse(text) as object;
	} catch {
		return undefined;
	}
}

/**
 * One value of an object by its name in small letters, as {@link jsonLine} would have it among the fields. Most of what is
 * in a line is not asked for.
 */
export function valueIn(object: object, name: string): string | undefined {
	let found: string | undefined;
	for (const [key, value] of Object.entries(object)) {
		const lower = key.toLowerCase();
		if (lower === name) found = asText(value);
		else if (name.startsWith(`${lower}.`) && isNested(value)) {
			found = valueIn(value, name.slice(lower.length + 1)) ?? found;
		}
	}
	return found;
}

/** The level of an object. */
export function levelIn(object: object): LogLevel | undefined {
	for (const name of levelNames) {
		const value = valueIn(object, name);
		const level = value === undefined ? undefined : levelOf(value);
		if (level !== undefined) return level;
	}
	return undefined;
}

function asText(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function isNested(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
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
		if (isNested(value) && depth < deepest && Object.keys(value).length > 0) flatten(name, value, fields, depth + 1);
		else fields.push([name, asText(value)]);
	}
}
