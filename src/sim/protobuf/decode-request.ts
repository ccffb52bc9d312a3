import { schemaRoot } from "./schema.ts";

/** What a client may send in protobuf: options and reviews, whose JSON form has the same fields. */
const READABLE: Readonly<Record<string, string>> = {
	DeleteOptions: "k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions",
	SelfSubjectAccessReview: "k8s.io.api.authorization.v1.SelfSubjectAccessReview",
	SelfSubjectRulesReview: "k8s.io.api.authorization.v1.SelfSubjectRulesReview",
	SelfSubjectReview: "k8s.io.api.authentication.v1.SelfSubjectReview",
};

const MAGIC_LENGTH = 4;

/** The JSON form of a protobuf request body, or undefined when it is none that can be read. */
export function decodeRequest(body: Uint8Array): unknown {
	if (Buffer.from(body.subarray(0, MAGIC_LENGTH)).toString("latin1") !== "k8s\0") return undefined;
	const unknown = schemaRoot().lookupType("k8s.io.apimachinery.pkg.runtime.Unknown");
	try {
		const envelope = unknown.toObject(unknown.decode(body.subarray(MAGIC_LENGTH))) as {
			readonly typeMeta?: { readonly kind?: string };
			readonly raw?: Uint8Array;
		};
		const name = READABLE[envelope.typeMeta?.kind ?? ""];
		if (name === undefined) return undefined;
		const type = schemaRoot().lookupType(name);
		return type.toObject(type.decode(envelope.raw ?? new Uint8Array()), { longs: Number });
	} catch {
		return undefined;
	}
}
