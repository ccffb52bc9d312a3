import type { Transport } from "../kube/transport/transport.ts";
import { type Deletion, deleteObject } from "./delete-object.ts";
import type { ObjectReference } from "./object-reference.ts";

/** How far a deletion of several objects has come. */
export interface DeletionListener {
	/** Just before it is sent; false leaves the object out. */
	starts(reference: ObjectReference): boolean;
	ended(reference: ObjectReference, deletion: Deletion): void;
}

/** So many are sent at once: a slip is stopped early, and a server is not flooded. */
const AT_ONCE = 4;

/**
 * Delete objects, a few at a time and in order, each by its UID. What fails is told and stops nothing else. When `stop`
 * aborts no other is begun; what is under way is heard to its end, so that of each it is known what came of it.
 */
export async function deleteObjects(
	transport: Pick<Transport, "request">,
	references: readonly ObjectReference[],
	listener: DeletionListener,
	stop: AbortSignal,
): Promise<void> {
	const left = references.values();
	const line = async (): Promise<void> => {
		for (const reference of left) {
			if (stop.aborted) return;
			if (listener.starts(reference)) listener.ended(reference, await deleteObject(transport, reference));
		}
	};
	await Promise.all(Array.from({ length: Math.min(AT_ONCE, references.length) }, line));
}
