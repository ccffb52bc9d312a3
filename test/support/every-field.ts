import { messageFields, type WireField } from "../../src/kube/wire/field-table.ts";
import { type ObjectShape, optional, type Shape } from "../../src/kube/wire/shape.ts";

const leaves: Readonly<Record<string, "string" | "int" | "bool" | "time" | "quantity" | "intOrString">> = {
	string: "string",
	int: "int",
	bool: "bool",
	time: "time",
	micro: "time",
	quantity: "quantity",
	intstr: "intOrString",
};

/** The largest shape of a message: all that the field tables know. `isOptional` chooses how pointers are read. */
export function everyField(message: string, isOptional: () => boolean): ObjectShape {
	const shape: Record<string, Shape> = {};
	for (const [name, field] of messageFields(message) ?? []) {
		if (field.form === "inline") Object.assign(shape, everyField(field.type, isOptional));
		else {
			const inner = fieldShape(field, isOptional);
			if (inner !== undefined) shape[name] = inner;
		}
	}
	return shape;
}

function fieldShape({ form, type }: WireField, isOptional: () => boolean): Shape | undefined {
	if (form === "map") return type === "string" ? "stringMap" : type === "quantity" ? "quantityMap" : "count";
	const leaf = leaves[type];
	const isStruct = messageFields(type) !== undefined;
	if (form === "repeated") return leaf !== undefined ? [leaf] : isStruct ? [everyField(type, isOptional)] : "count";
	if (form === "pointer" && isOptional()) {
		if (leaf === "string") return "optionalString";
		if (leaf === "int") return "optionalInt";
		if (leaf === "bool") return "optionalBool";
		if (isStruct) return optional(everyField(type, isOptional));
	}
	return leaf ?? (isStruct ? everyField(type, isOptional) : undefined);
}
