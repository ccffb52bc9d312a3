import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { nearestWords } from "../text/nearest-words.ts";
import { type Config, configFields, emptyConfig } from "./config-fields.ts";

/** What is wrong with a configuration, and on which line, counted from 1. */
export interface ConfigProblem {
	readonly line: number;
	readonly problem: string;
}

const said = messages.config;

/** Read the text of a configuration file (YAML 1.2). Whatever is not understood is a problem; the first one is told. */
export function decodeConfig(text: string): Result<Config, ConfigProblem> {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
	const at = (node: unknown): number => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1);
	const [error] = document.errors;
	if (error !== undefined) {
		const problem = said.notYaml(error.message.split(" at line", 1)[0] ?? error.message);
		return fail({ line: error.linePos?.[0].line ?? 1, problem });
	}
	return decode(document, at);
}

function decode({ contents }: Document, lineOf: (node: unknown) => number): Result<Config, ConfigProblem> {
	if (contents === null || (isScalar(contents) && contents.value === null)) return ok(emptyConfig);
	if (!isMap(contents)) return fail({ line: lineOf(contents), problem: said.notAMapping });
	const config: { -readonly [Name in keyof Config]: Config[Name] } = { ...emptyConfig };
	for (const { key, value } of contents.items as readonly Pair<Node, Node | null>[]) {
		const name = String(isScalar(key) ? key.value : key);
		if (!isField(name)) {
			const names = Object.keys(configFields);
			return fail({ line: lineOf(key), problem: said.unknownKey(name, nearestWords(name, names), names) });
		}
		const decoded = configFields[name].kind === "texts" ? decodeTexts(name, value) : decodeByName(name, value);
		if (!decoded.ok) return fail({ line: lineOf(decoded.failure.at ?? key), problem: decoded.failure.problem });
		Object.assign(config, { [name]: decoded.value });
	}
	return ok(config);
}

function isField(name: string): name is keyof Config {
	return Object.hasOwn(configFields, name);
}

interface Misread {
	/** Undefined where there is nothing. */
	readonly at: Node | undefined;
	readonly problem: string;
}

function decodeTexts(name: string, value: Node | null): Result<readonly string[], Misread> {
	const texts = textsOf(value);
	if (texts !== undefined && Array.isArray(texts)) return ok(texts);
	return fail({ at: (texts as Node | undefined) ?? value ?? undefined, problem: said.notTexts(name) });
}

function decodeByName(name: string, value: Node | null): Result<Readonly<Record<string, readonly string[]>>, Misread> {
	if (!isMap(value)) return fail({ at: value ?? undefined, problem: said.notByName(name) });
	const byName: [string, readonly string[]][] = [];
	for (const { key, value: list } of value.items as readonly Pair<Node, Node | null>[]) {
		const entry = String(isScalar(key) ? key.value : key);
		const texts = decodeTexts(`${name}: ${entry}`, list);
		if (!texts.ok) return fail({ ...texts.failure, at: texts.failure.at ?? key });
		byName.push([entry, texts.value]);
	}
	return ok(Object.fromEntries(byName));
}

/** @returns the texts of a list of texts, the item that is none, or undefined when it is no list */
function textsOf(value: Node | null): readonly string[] | Node | undefined {
	if (!isSeq(value)) return undefined;
	const texts: string[] = [];
	for (const item of value.items) {
		const text = isScalar(item) ? item.value : undefined;
		if (typeof text !== "string" || text === "") return item as Node;
		texts.push(text);
	}
	return texts;
}
