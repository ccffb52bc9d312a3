import { decodeMessage } from "./decode.ts";
import { messageName, metaMessageName, schemaRoot } from "./schema.ts";

const MAGIC_LENGTH = 4;

/** The JSON form of a protobuf request body, or undefined when it is none that can be read. */
export function decodeRequest(body: Uint8Array): unknown {
	if (Buffer.from(body.subarray(0, MAGIC_LENGTH)).toString("latin1") !== "k8s\0") return undefined;
	const unknown = schemaRoot().lookupType("k8s.io.apimachinery.pkg.runtime.Unknown");
	try {
		const envelope = unknown.toObject(unknown.decode(body.subarray(MAGIC_LENGTH))) as {
			readonly typeMeta?: { readonly apiVersion?: string; readonly kind?: string };
			readonly raw?: Uint8Array;
		};
		const { apiVersion = "", kind = "" } = envelope.typeMeta ?? {};
		const slash = apiVersion.indexOf("/");
		const own = messageName(apiVersion.slice(0, Math.max(0, slash)), apiVersion.slice(slash + 1), kind);
		// Options go under the group of the kind they are for.
		const name = kind === "DeleteOptions" ? metaMessageName(kind) : own;
		return { apiVersion, kind, ...decodeMessage(name, envelope.raw ?? new Uint8Array()) };
	} catch {
		return undefined;
	}
}
