import { stringify } from "yaml";
import type { JsonObject } from "./json-value.ts";
import { maskObject } from "./mask-object.ts";
import type { TextLine } from "./text-line.ts";

const keyed = /^(\s*(?:- )*)((?:[\w./-]+|"[^"]*"):)(?=\s|$)/;

/** An object as YAML, secrets masked, in the order in which the server sent its fields. */
export function yamlLines(object: JsonObject): readonly TextLine[] {
	const text = stringify(maskObject(object), { lineWidth: 0, aliasDuplicateObjects: false });
	return text.trimEnd().split("\n").map(line);
}

function line(text: string): TextLine {
	const [, before, key] = keyed.exec(text) ?? [];
	if (key === undefined) return { text, tone: "plain" };
	return { text, tone: "plain", labelFrom: before?.length ?? 0, labelLength: key.length };
}
