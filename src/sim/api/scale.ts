import { type KubeObject } from "../world/kube-object.ts";
import { mergePatch } from "./merge-patch.ts";
import { type MutationRequest, objectBody, patchOf, write } from "./mutate.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { badRequest } from "./status.ts";

interface Scalable {
	readonly replicas?: number;
	readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

/**
 * Answer the `scale` subresource of an object: read it, or set how many replicas are wanted.
 *
 * @throws StatusError 400, 409, 415
 */
export function scale(request: MutationRequest, verb: string, current: KubeObject, contentType: string): Reply {
	if (verb === "get") return jsonReply(scaleOf(current));
	const before = scaleOf(current);
	const body =
		verb === "patch" ? patchOf(contentType)(before as unknown as KubeObject, request.body) : objectBody(request.body);
	const { spec, metadata } = body as { spec?: { replicas?: unknown }; metadata?: { resourceVersion?: string } };
	const replicas = spec?.replicas ?? 0;
	if (typeof replicas !== "number" || !Number.isInteger(replicas) || replicas < 0) {
		throw badRequest("spec.replicas is not a number of replicas");
	}
	const { resourceVersion } = verb === "patch" ? {} : (metadata ?? {});
	const changed = mergePatch(current, { metadata: { resourceVersion: resourceVersion ?? "" }, spec: { replicas } });
	return jsonReply(scaleOf(write(request, current, changed as KubeObject)));
}

function scaleOf(object: KubeObject): Readonly<Record<string, unknown>> {
	const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
	const { replicas = 1, selector } = (object["spec"] ?? {}) as Scalable;
	const status = object["status"] as { readonly replicas?: number } | undefined;
	const pairs = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
	return {
		kind: "Scale",
		apiVersion: "autoscaling/v1",
		metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
		spec: { replicas },
		status: { replicas: status?.replicas ?? 0, selector: pairs.join(",") },
	};
}
