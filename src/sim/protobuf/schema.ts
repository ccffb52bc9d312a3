import protobuf from "protobufjs/light.js";
import descriptor from "../schema.generated.json" with { type: "json" };

const API = "k8s.io.api.";
const META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

let root: protobuf.Root | undefined;

/** Reflection of the messages the server can send; built on first use, for it costs some 20 ms. */
export function schemaRoot(): protobuf.Root {
	if (root === undefined) {
		root = protobuf.Root.fromJSON(descriptor);
		root.resolveAll();
	}
	return root;
}

/** Full message name of a built-in kind: group `apps`, version `v1`, `Deployment`. */
export function messageName(group: string, version: string, kind: string): string {
	return `${API}${group === "" ? "core" : group.replace(/\.k8s\.io$/, "")}.${version}.${kind}`;
}

/** Full message name of a kind of `meta/v1`. */
export function metaMessageName(kind: string): string {
	return `${META}${kind}`;
}
