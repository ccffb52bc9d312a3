import { messages } from "../../text/messages/messages.ts";
import { parseJson } from "./json-lines.ts";
import { pickJson } from "./json-picker.ts";
import { JsonValueScanner } from "./json-value.ts";
import { Malformed } from "./malformed.ts";
import { BrokenOff, type ListEnd, type ListReader, type ObjectSink } from "./stream-reader.ts";

const metadataShape = { resourceVersion: "string", continue: "string" } as const;

/** What may come next in the outermost object, or in the list of objects in it. */
type Expected =
	| "start"
	| "name"
	| "colon"
	| "value"
	| "comma"
	| "element"
	| "elementComma"
	| "nothing"
	// Inside a value that is followed to its end:
	| "inName"
	| "inValue"
	| "inElement";

/** What a {@link JsonListReader} looks for in the outermost object, besides `kind` and `metadata`. */
export interface JsonListFields {
	/** Fields whose lists hold the objects, e.g. `items`. */
	readonly lists: readonly string[];
	/** Told of each other field that has come; only those in `extra` are held. */
	readonly extra?: readonly string[];
	found?(field: string, value: unknown): void;
}

/**
 * Cuts a list in JSON into items as they arrive. Only the outermost object and the list in it are
 * read here, byte by byte; an item that is no valid JSON but whose brackets match is its own problem.
 */
export class JsonListReader implements ListReader {
	readonly #sink: ObjectSink;
	readonly #fields: JsonListFields;
	readonly #held: ReadonlySet<string>;
	readonly #value = new JsonValueScanner();
	#expected: Expected = "start";
	#name = "";
	#kind = "";
	#hasList = false;
	#end: ListEnd = { resourceVersion: "", continueToken: "" };

	constructor(sink: ObjectSink, fields: JsonListFields) {
		this.#sink = sink;
		this.#fields = fields;
		this.#held = new Set(["kind", "metadata", ...fields.lists, ...(fields.extra ?? [])]);
	}

	push(slice: Uint8Array): void {
		const bytes = Buffer.from(slice.buffer, slice.byteOffset, slice.length);
		let at = 0;
		while (at < bytes.length) {
			if (this.#expected === "inName" || this.#expected === "inValue" || this.#expected === "inElement") {
				at = this.#value.scan(bytes, at);
				if (this.#value.isWhole) this.#finishValue(this.#expected);
			} else {
				const next = bytes[at] as number;
				if (isSpace(next) || this.#step(String.fromCharCode(next), next)) at++;
			}
		}
	}

	finish(): ListEnd {
		if (this.#expected !== "nothing") throw new BrokenOff();
		if (!this.#hasList) throw new Malformed(messages.wire.notAList(this.#kind));
		return this.#end;
	}

	/** Take the next byte of the structure. Returns false when a value begins with it. */
	#step(next: string, byte: number): boolean {
		switch (this.#expected) {
			case "start":
				return this.#expect(next, { "{": "name" });
			case "name":
				if (next === '"') return this.#follow(byte, "inName", true);
				return this.#expect(next, { "}": "nothing" });
			case "colon":
				return this.#expect(next, { ":": "value" });
			case "value":
				if (next !== "[" || !this.#fields.lists.includes(this.#name))
					return this.#follow(byte, "inValue", this.#held.has(this.#name));
				this.#hasList = true;
				return this.#expect(next, { "[": "element" });
			case "comma":
				return this.#expect(next, { ",": "name", "}": "nothing" });
			case "element":
				if (next !== "]") return this.#follow(byte, "inElement", true);
				return this.#expect(next, { "]": "comma" });
			case "elementComma":
				return this.#expect(next, { ",": "element", "]": "comma" });
			default:
				throw new Malformed(messages.wire.notJson);
		}
	}

	#expect(next: string, after: Readonly<Record<string, Expected>>): true {
		const expected = after[next];
		if (expected === undefined) throw new Malformed(messages.wire.notJson);
		this.#expected = expected;
		return true;
	}

	#follow(first: number, expected: Expected, isWanted: boolean): false {
		this.#value.begin(first, isWanted);
		this.#expected = expected;
		return false;
	}

	#finishValue(value: "inName" | "inValue" | "inElement"): void {
		if (value === "inElement") {
			this.#expected = "elementComma";
			if (this.#value.isTooLarge) this.#sink.tooLarge();
			else this.#sink.object(this.#value.bytes(), this.#name);
			return;
		}
		if (this.#value.isTooLarge) throw new Malformed(messages.wire.notJson);
		if (value === "inName") {
			this.#expected = "colon";
			this.#name = String(parseJson(this.#value.bytes()));
		} else {
			this.#expected = "comma";
			if (this.#held.has(this.#name)) this.#readField(parseJson(this.#value.bytes()));
		}
	}

	#readField(value: unknown): void {
		if (this.#name === "kind") this.#kind = String(value);
		else if (this.#name === "metadata") {
			const metadata = pickJson(metadataShape, value ?? {});
			this.#end = { resourceVersion: metadata.resourceVersion, continueToken: metadata.continue };
		} else if (this.#fields.lists.includes(this.#name)) {
			// Go writes the nil list as null.
			if (value !== null) throw new Malformed(messages.wire.notAList(this.#kind));
			this.#hasList = true;
		} else this.#fields.found?.(this.#name, value);
	}
}

function isSpace(byte: number): boolean {
	return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
