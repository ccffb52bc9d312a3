import { messages } from "../../text/messages/messages.ts";

/** Where a value stands: keys and list positions from the top of the text. */
export type FieldPath = readonly (string | number)[];

/** Takes note of a value of the wrong shape. */
export type ReportField = (path: FieldPath, problem: string) => void;

/**
 * The fields of one mapping, read as Go's JSON decoder reads them into a struct: names are
 * case-sensitive, unknown ones are ignored, `null` is the zero value, a value of another kind is
 * reported and read as the zero value.
 */
export interface Fields {
	readonly path: FieldPath;
	string(key: string): string;
	flag(key: string): boolean;
	/** Standard base64, decoded. */
	bytes(key: string): Buffer;
	strings(key: string): readonly string[];
	/** The mapping under `key`, if there is one. */
	object(key: string): Fields | undefined;
	/** A list of mappings. */
	objects(key: string): readonly Fields[];
	/** A mapping whose values are lists of strings. */
	stringLists(key: string): ReadonlyMap<string, readonly string[]>;
	/** Whatever is there. */
	raw(key: string): unknown;
	/** Say that something is wrong with `key`. */
	report(key: string, problem: string): void;
}

type Mapping = Readonly<Record<string, unknown>>;

/** Read `value` as a mapping. Anything but a mapping (or nothing) is reported. */
export function readFields(value: unknown, path: FieldPath, report: ReportField): Fields {
	const said = messages.kubeconfig;
	const mapping: Mapping = asMapping(value) ?? {};
	if (present(value) && asMapping(value) === undefined) report(path, said.wrongKind("mapping", kindOf(value)));
	const raw = (key: string): unknown => (Object.hasOwn(mapping, key) ? mapping[key] : undefined);

	function list<Item>(under: FieldPath, value: unknown, read: (item: unknown, path: FieldPath) => Item): Item[] {
		if (!present(value)) return [];
		if (Array.isArray(value)) return value.map((item: unknown, index) => read(item, [...under, index]));
		report(under, said.wrongKind("list", kindOf(value)));
		return [];
	}
	function text(value: unknown, at: FieldPath): string {
		if (!present(value)) return "";
		if (typeof value === "string") return value;
		report(at, typeof value === "object" ? said.wrongKind("string", kindOf(value)) : said.needsQuotes(kindOf(value)));
		return "";
	}
	return {
		path,
		raw,
		report: (key, problem) => report([...path, key], problem),
		string: (key) => text(raw(key), [...path, key]),
		flag(key) {
			const value = raw(key);
			if (!present(value) || typeof value === "boolean") return value === true;
			report([...path, key], said.wrongKind("boolean", kindOf(value)));
			return false;
		},
		bytes(key) {
			const encoded = text(raw(key), [...path, key]).replaceAll(/[\r\n]/g, "");
			if (isBase64(encoded)) return Buffer.from(encoded, "base64");
			report([...path, key], said.badBase64);
			return Buffer.alloc(0);
		},
		strings: (key) => list([...path, key], raw(key), text),
		object(key) {
			const value = raw(key);
			return present(value) ? readFields(value, [...path, key], report) : undefined;
		},
		objects: (key) => list([...path, key], raw(key), (item, at) => readFields(item, at, report)),
		stringLists(key) {
			const value = raw(key);
			const lists = asMapping(value);
			if (present(value) && lists === undefined) report([...path, key], said.wrongKind("mapping", kindOf(value)));
			const at = (name: string): FieldPath => [...path, key, name];
			return new Map(Object.entries(lists ?? {}).map(([name, items]) => [name, list(at(name), items, text)]));
		},
	};
}

function present(value: unknown): boolean {
	return value !== undefined && value !== null;
}

function asMapping(value: unknown): Mapping | undefined {
	const plain = typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
	return plain ? (value as Mapping) : undefined;
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "list";
	return typeof value === "object" ? "mapping" : typeof value;
}

/** Go's decoder is strict: the standard alphabet, padded, nothing in between. */
function isBase64(text: string): boolean {
	return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
