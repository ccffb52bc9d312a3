import { type Document, isNode, LineCounter, parseAllDocuments, type Tags } from "yaml";
import { fail, ok, type Result } from "../../base/result.ts";

/** What is wrong with a text, and where. Lines count from 1; 0 where no line can be named. */
export interface TextProblem {
	readonly line: number;
	readonly problem: string;
}

/** A parsed YAML or JSON text. */
export interface ParsedText {
	/** The first document as plain data; `null` for a text without content. */
	readonly value: unknown;
	/** The line on which the value at `path` (or its nearest known ancestor) stands. */
	lineOf(path: readonly (string | number)[]): number;
}

/**
 * Parse YAML (and so JSON) as kubectl does: YAML 1.1 scalars (`yes` is a boolean), but no base-60
 * numbers and no timestamps; the last of two equal keys wins; merge keys and anchors work; documents
 * after the first are not read.
 *
 * @see https://github.com/kubernetes-sigs/yaml and the resolver of go.yaml.in/yaml/v2
 */
export function parseGoYaml(text: string): Result<ParsedText, TextProblem> {
	const lines = new LineCounter();
	const documents = parseAllDocuments(text, {
		version: "1.1",
		merge: true,
		uniqueKeys: false,
		lineCounter: lines,
		// Its warnings would go to stderr, past us.
		logLevel: "error",
		customTags: withoutTimes,
	});
	const document = "empty" in documents ? undefined : documents[0];
	if (document === undefined) return ok({ value: null, lineOf: () => 0 });
	const error = document.errors[0];
	if (error !== undefined) return fail({ line: error.linePos?.[0].line ?? 0, problem: firstLine(error.message) });
	try {
		return ok({ value: document.toJS(), lineOf: (path) => lineOf(document, lines, path) });
	} catch (error) {
		// An alias without its anchor, or a bomb of aliases.
		return fail({ line: 0, problem: error instanceof Error ? error.message : String(error) });
	}
}

function withoutTimes(tags: Tags): Tags {
	return tags.filter(
		(tag) =>
			typeof tag === "string" ||
			(!("format" in tag && tag.format === "TIME") && tag.tag !== "tag:yaml.org,2002:timestamp"),
	);
}

function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
	for (let length = path.length; length >= 0; length--) {
		const node = document.getIn(path.slice(0, length), true);
		if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
	}
	return 0;
}

/** The parser's message names line and column and draws the place; we name the line ourselves. */
function firstLine(message: string): string {
	return (message.split("\n", 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
}
