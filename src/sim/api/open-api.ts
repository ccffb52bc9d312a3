import type protobuf from "protobufjs/light.js";
import { fieldsOfMessage } from "../protobuf/fields.ts";
import { allKinds, apiVersionOf, type Kind } from "../world/kinds.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { noSuchResource } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const ROOT = "/openapi/v3";

/**
 * Answer `/openapi/v3` and the documents below it: enough for kubectl to leave validation to the server
 * and to explain fields by name and type. Undefined for other paths.
 *
 * @throws StatusError 404
 */
export function openApi(pathname: string): Reply | undefined {
	if (pathname === ROOT) return jsonReply({ paths: Object.fromEntries(prefixes().map(indexEntry)) });
	if (!pathname.startsWith(`${ROOT}/`)) return undefined;
	const prefix = pathname.slice(ROOT.length + 1);
	const served = allKinds.filter((kind) => prefixOf(kind) === prefix);
	if (served.length === 0) throw noSuchResource();
	return jsonReply(documentOf(served));
}

function prefixOf(kind: Kind): string {
	return `${kind.group === "" ? "api" : "apis"}/${apiVersionOf(kind)}`;
}

function prefixes(): readonly string[] {
	return [...new Set(allKinds.map(prefixOf))];
}

function indexEntry(prefix: string): readonly [string, JsonObject] {
	return [prefix, { serverRelativeURL: `${ROOT}/${prefix}` }];
}

function documentOf(served: readonly Kind[]): JsonObject {
	const schemas = new Map<string, JsonObject>();
	for (const kind of served) addKind(schemas, kind);
	return {
		openapi: "3.0.0",
		info: { title: "Kubernetes", version: "simulated" },
		paths: Object.fromEntries(served.map((kind) => [pathOf(kind), operationsOf(kind)])),
		components: { schemas: Object.fromEntries(schemas) },
	};
}

function pathOf(kind: Kind): string {
	return `/${prefixOf(kind)}${kind.namespaced ? "/namespaces/{namespace}" : ""}/${kind.plural}/{name}`;
}

/** What kubectl looks for: the kind, and that the server validates fields and takes dry runs. */
function operationsOf(kind: Kind): JsonObject {
	const parameters = ["dryRun", "fieldManager", "fieldValidation", "force"].map((name) => ({
		name,
		in: "query",
		schema: { type: name === "force" ? "boolean" : "string" },
	}));
	const responses = { 200: { description: "OK" } };
	const typed = { "x-kubernetes-group-version-kind": typeOf(kind), responses };
	return { get: typed, patch: { ...typed, parameters }, put: typed, delete: typed };
}

function typeOf({ group, version, kind }: Kind): JsonObject {
	return { group, version, kind };
}

function addKind(schemas: Map<string, JsonObject>, kind: Kind): void {
	const name = kind.message === undefined ? `io.${kind.group}.${kind.version}.${kind.kind}` : goName(kind.message);
	if (kind.message !== undefined) addMessage(schemas, kind.message);
	const properties = (schemas.get(name)?.["properties"] ?? {}) as JsonObject;
	schemas.set(name, {
		type: "object",
		properties: { apiVersion: { type: "string" }, kind: { type: "string" }, ...properties },
		"x-kubernetes-group-version-kind": [typeOf(kind)],
	});
}

/** `k8s.io.api.core.v1.Pod` -> `io.k8s.api.core.v1.Pod` */
function goName(message: string): string {
	return message.replace(/^k8s\.io\./, "io.k8s.");
}

function addMessage(schemas: Map<string, JsonObject>, message: string): void {
	const name = goName(message);
	if (schemas.has(name)) return;
	const own = SPECIAL[name];
	if (own !== undefined) {
		schemas.set(name, own);
		return;
	}
	const properties: Record<string, JsonObject> = {};
	// Set before it is filled, for messages may contain themselves.
	schemas.set(name, { type: "object", properties });
	for (const { key, field } of fieldsOfMessage(message)) properties[key] = schemaOf(schemas, field);
}

function schemaOf(schemas: Map<string, JsonObject>, field: protobuf.Field): JsonObject {
	const value = valueSchema(schemas, field);
	if (field.map) return { type: "object", additionalProperties: value };
	return field.repeated ? { type: "array", items: value } : value;
}

function valueSchema(schemas: Map<string, JsonObject>, field: protobuf.Field): JsonObject {
	if (field.resolvedType === null) return SCALARS[field.type] ?? { type: "string" };
	const message = field.resolvedType.fullName.slice(1);
	addMessage(schemas, message);
	return { allOf: [{ $ref: `#/components/schemas/${goName(message)}` }] };
}

const SCALARS: Readonly<Record<string, JsonObject>> = {
	string: { type: "string" },
	bool: { type: "boolean" },
	int32: { type: "integer", format: "int32" },
	int64: { type: "integer", format: "int64" },
	bytes: { type: "string", format: "byte" },
};

const TIME = { type: "string", format: "date-time" };
const META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

/** Messages whose JSON form is not an object of the same fields. */
const SPECIAL: Readonly<Record<string, JsonObject>> = {
	[`${META}Time`]: TIME,
	[`${META}MicroTime`]: TIME,
	[`${META}FieldsV1`]: { type: "object" },
	"io.k8s.apimachinery.pkg.runtime.RawExtension": { type: "object" },
	"io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "string" },
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: "string", format: "int-or-string" },
};
