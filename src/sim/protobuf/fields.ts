import protobuf from "protobufjs/light.js";
import { schemaRoot } from "./schema.ts";

/** A field of a message under its JSON name. */
interface MessageField {
	readonly key: string;
	readonly field: protobuf.Field;
}

/** The fields of a message by their JSON names, those of inlined structs among them. */
export function fieldsOfMessage(name: string): readonly MessageField[] {
	return schemaRoot()
		.lookupType(name)
		.fieldsArray.flatMap((field): readonly MessageField[] => {
			const { options, resolvedType } = field.resolve();
			if (options?.["inline"] === true && resolvedType instanceof protobuf.Type) {
				return fieldsOfMessage(resolvedType.fullName.slice(1));
			}
			return [{ key: typeof options?.["json"] === "string" ? options["json"] : field.name, field }];
		});
}
