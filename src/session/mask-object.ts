import { messages } from "../text/messages/messages.ts";
import { isObject, type JsonObject, textAt } from "./json-value.ts";

/** A whole copy of the object, secrets and all, that `kubectl apply` leaves behind. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

const secretName = /pass(word|wd|phrase)?|secret|token|credential|(api|access|private|signing)[_-]?key/i;
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi;
/** A token in the place of a user: nobody is logged in to the web by a name alone. */
const webUser = /\b(https?:\/\/)[^\s/@:?#]+@/gi;
const webToken = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const bearer = /\b(bearer\s+)[\w.~+/=-]{8,}/gi;

/**
 * An object as it may be shown: the values of a Secret, literal environment variables with the name of a
 * secret, passwords in URLs and bearer tokens are masked, also in the copy that `kubectl apply` keeps and in objects
 * that stand within others. What managed which field is folded into one line.
 */
export function maskObject(object: JsonObject): JsonObject {
	const masked = maskValue(object) as JsonObject;
	const { metadata } = masked;
	if (!isObject(metadata)) return masked;
	const { managedFields, annotations, ...rest } = metadata;
	return {
		...masked,
		metadata: {
			...rest,
			...(annotations === undefined ? {} : { annotations }),
			...(Array.isArray(managedFields) ? { managedFields: messages.session.folded(managedFields.length) } : {}),
		},
	};
}

function isSecret(object: JsonObject): boolean {
	return object["kind"] === "Secret" && (object["apiVersion"] === "v1" || object["apiVersion"] === undefined);
}

function maskSecret(object: JsonObject): JsonObject {
	const masked: Record<string, unknown> = { ...object };
	for (const field of ["data", "stringData"]) {
		const values = object[field];
		if (!isObject(values)) continue;
		masked[field] = Object.fromEntries(
			Object.keys(values).map((key) => {
				const text = textAt(values, key);
				const bytes = field === "data" ? Buffer.from(text, "base64").length : Buffer.byteLength(text);
				return [key, messages.session.masked(bytes)];
			}),
		);
	}
	return masked;
}

function maskCopy(copy: unknown): string {
	try {
		const applied: unknown = JSON.parse(typeof copy === "string" ? copy : "");
		if (isObject(applied)) return JSON.stringify(maskObject(applied));
	} catch {
		// What cannot be read cannot be masked either: none of it is shown.
	}
	return messages.session.hidden;
}

/** Mask within any value, as deep as it goes. */
function maskValue(value: unknown): unknown {
	if (typeof value === "string") return maskText(value);
	if (Array.isArray(value)) return value.map(maskValue);
	if (!isObject(value)) return value;
	const masked = Object.fromEntries(
		Object.entries(isSecret(value) ? maskSecret(value) : value).map(([key, inner]) => [
			key,
			key === LAST_APPLIED ? maskCopy(inner) : maskValue(inner),
		]),
	);
	const isEnvironment = typeof value["name"] === "string" && typeof value["value"] === "string";
	if (isEnvironment && secretName.test(textAt(value, "name"))) masked["value"] = messages.session.hidden;
	return masked;
}

function maskText(text: string): string {
	const { hidden } = messages.session;
	return text
		.replace(userInfo, `$1${hidden}@`)
		.replace(webUser, `$1${hidden}@`)
		.replace(webToken, hidden)
		.replace(bearer, `$1${hidden}`);
}
