/** A field of a message in a `generated.proto`. */
export interface ProtoField {
	readonly name: string;
	readonly number: number;
	/** As written: a scalar, a message of the same package, or `.package.Message`. Of a map, the value's. */
	readonly type: string;
	readonly form: "singular" | "repeated" | "map";
}

/** A field of a Go struct with a `protobuf` tag. */
export interface GoField {
	readonly number: number;
	readonly jsonName: string;
	/** Its fields stand in the parent's JSON object. */
	readonly inline: boolean;
	readonly pointer: boolean;
}

/** Read the flat, comment-heavy dialect that go-to-protobuf writes: no nesting, oneofs or enums. */
export function parseProtoMessages(source: string): {
	readonly packageName: string;
	readonly messages: ReadonlyMap<string, readonly ProtoField[]>;
} {
	const messages = new Map<string, ProtoField[]>();
	let packageName = "";
	let fields: ProtoField[] | undefined;
	for (const line of source.split("\n").map((text) => text.trim())) {
		const message = /^message (\w+) \{$/.exec(line);
		const field =
			/^(optional |required |repeated )?(?:map<string, ([\w.]+)>|([\w.]+)) (\w+) = (\d+)(?: \[.*\])?;$/.exec(line);
		if (message?.[1] !== undefined) {
			fields = [];
			messages.set(message[1], fields);
		} else if (line === "}") fields = undefined;
		else if (line.startsWith("package ")) packageName = line.slice("package ".length, -1);
		else if (fields !== undefined && field !== null) {
			const [, label, mapValue, type, name, number] = field;
			const form = mapValue !== undefined ? "map" : label === "repeated " ? "repeated" : "singular";
			fields.push({ name: name ?? "", number: Number(number), type: mapValue ?? type ?? "", form });
		} else if (fields !== undefined && line !== "" && !line.startsWith("//")) throw new Error(`cannot read: ${line}`);
	}
	return { packageName, messages };
}

/** Read the struct declarations of a Go file, as far as they carry `protobuf` tags. */
export function parseGoStructs(source: string): ReadonlyMap<string, readonly GoField[]> {
	const structs = new Map<string, GoField[]>();
	let fields: GoField[] | undefined;
	for (const line of source.split("\n")) {
		const struct = /^type (\w+) struct \{/.exec(line);
		if (struct?.[1] !== undefined) {
			fields = [];
			structs.set(struct[1], fields);
		} else if (line === "}") fields = undefined;
		const field = /^\t(?:\w+ +)?([*\w.[\]]+) +`(.*)`/.exec(line);
		if (fields === undefined || field === null) continue;
		const [, type = "", tags = ""] = field;
		const number = /protobuf:"\w+,(\d+)/.exec(tags)?.[1];
		if (number === undefined) continue;
		const [jsonName = "", ...options] = (/json:"([^"]*)"/.exec(tags)?.[1] ?? "").split(",");
		const inline = jsonName === "" && options.includes("inline");
		fields.push({ number: Number(number), jsonName, inline, pointer: type.startsWith("*") });
	}
	return structs;
}
