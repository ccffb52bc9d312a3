import { ok, type Result } from "../base/result.ts";
import type { Failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { textAt } from "./json-value.ts";
import { type ObjectReference, objectPath } from "./object-reference.ts";

/** What came of a deletion: `terminating` when it is still there, ending within its grace period or waiting for a finalizer. */
export type Deletion = Result<"deleted" | "terminating", Failure>;

/**
 * Delete an object, and what it owns in the background, as `kubectl delete` does. Its UID goes along: when
 * another object bears the name by now, nothing is deleted and it fails as `conflict`.
 */
export async function deleteObject(
	transport: Pick<Transport, "request">,
	reference: ObjectReference,
): Promise<Deletion> {
	const answer = await fetchJson(transport, {
		method: "DELETE",
		path: objectPath(reference),
		contentType: "application/json",
		body: JSON.stringify({
			apiVersion: "v1",
			kind: "DeleteOptions",
			propagationPolicy: "Background",
			preconditions: { uid: reference.uid },
		}),
		purpose: "delete",
	});
	if (!answer.ok) return answer;
	return ok(textAt(answer.value.json, "metadata", "deletionTimestamp") === "" ? "deleted" : "terminating");
}
