import { levelIn, parseObject, valueIn } from "./json-line.ts";
import type { LineBlock } from "./line-block.ts";
import { type RecognisedLine, recogniseLine } from "./recognised-line.ts";
import { withoutLooks } from "./text-segments.ts";

/** Whose line it is. */
export interface LineOrigin {
	readonly namespace: string;
	readonly pod: string;
	readonly container: string;
}

/** One line as filters and searches see it; what is asked of it is worked out once, when it is asked. */
export class LineFacts {
	readonly origin: LineOrigin;
	readonly #raw: string;
	#text: string | undefined;
	#lower: string | undefined;
	#recognised: RecognisedLine | undefined;
	/** Null for what is no object. */
	#object: object | null | undefined;
	#values: Map<string, string> | undefined;

	constructor(raw: string, origin: LineOrigin) {
		this.#raw = raw;
		this.origin = origin;
	}

	static of(block: LineBlock, index: number, origins: (source: number) => LineOrigin): LineFacts {
		return new LineFacts(block.text(index), origins(block.source(index)));
	}

	/** The text without its colours. */
	get text(): string {
		this.#text ??= withoutLooks(this.#raw);
		return this.#text;
	}

	get lower(): string {
		this.#lower ??= this.text.toLowerCase();
		return this.#lower;
	}

	get recognised(): RecognisedLine {
		this.#recognised ??= recogniseLine(this.text);
		return this.#recognised;
	}

	/** The value of a field by its name in small letters; undefined where there is none. */
	value(name: string): string | undefined {
		if (name === "pod" || name === "container" || name === "namespace") return this.#own(name) ?? this.origin[name];
		return this.#own(name);
	}

	/** As the line itself has it. Of an object only what is asked for is looked at. */
	#own(name: string): string | undefined {
		if (this.#object === undefined) this.#object = parseObject(this.text) ?? null;
		const object = this.#object;
		if (object !== null && name !== "message" && name !== "msg") {
			return name === "level" ? (levelIn(object) ?? valueIn(object, name)) : valueIn(object, name);
		}
		this.#values ??= this.#allValues();
		return this.#values.get(name);
	}

	#allValues(): Map<string, string> {
		const { fields, level, message } = this.recognised;
		const values = new Map([
			["message", message],
			["msg", message],
		]);
		for (const [name, value] of fields) values.set(name.toLowerCase(), value);
		if (level !== undefined) values.set("level", level);
		return values;
	}
}
