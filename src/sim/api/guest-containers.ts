import { kinds } from "../world/kinds.ts";
import { type KubeObject, timeText } from "../world/kube-object.ts";
import { create, type MutationRequest, patch } from "./mutate.ts";
import type { Reply } from "./reply.ts";

/** How long an image takes to come, and a container to start. */
const START_MS = 1_500;

interface Guest {
	readonly name: string;
	readonly image: string;
}

interface PodParts {
	readonly spec?: {
		readonly containers?: readonly Guest[];
		readonly ephemeralContainers?: readonly Guest[];
		readonly nodeName?: string;
	};
	readonly status?: Readonly<Record<string, unknown>>;
}

/** Add ephemeral containers to a pod, and run them. @throws StatusError 400, 404, 409, 415 */
export function addEphemeralContainers(request: MutationRequest, name: string, contentType: string): Reply {
	const reply = patch(request, name, contentType);
	if (request.dryRun) return reply;
	const report = (phase: "waiting" | "started"): void =>
		changeStatus(request, name, ({ spec }) => ({
			ephemeralContainerStatuses: (spec?.ephemeralContainers ?? []).map((guest) => statusOf(request, guest, phase)),
		}));
	report("waiting");
	request.later(START_MS, () => report("started"));
	return reply;
}

/** Make a pod that a client asked for, and run it. @throws StatusError 400, 409 */
export function createPod(request: MutationRequest): Reply {
	const before = new Set(request.store.list(kinds.pods).map(({ metadata }) => metadata.uid));
	const reply = create(request);
	const made = request.store.list(kinds.pods).find(({ metadata }) => !before.has(metadata.uid));
	if (made === undefined) return reply;
	const { name } = made.metadata;
	const report = (phase: "waiting" | "started"): void =>
		changeStatus(request, name, ({ spec }) => ({
			phase: phase === "waiting" ? "Pending" : "Running",
			containerStatuses: (spec?.containers ?? []).map((guest) => statusOf(request, guest, phase)),
		}));
	report("waiting");
	request.later(START_MS, () => report("started"));
	return reply;
}

function changeStatus(
	{ store, namespace }: MutationRequest,
	name: string,
	change: (pod: PodParts) => Readonly<Record<string, unknown>>,
): void {
	const pod: (KubeObject & PodParts) | undefined = store.get(kinds.pods, namespace, name);
	if (pod === undefined) return;
	store.update(kinds.pods, { ...pod, status: { ...pod.status, ...change(pod) } });
}

function statusOf({ clock }: MutationRequest, { name, image }: Guest, phase: "waiting" | "started"): object {
	const isMissing = image.includes("missing");
	const state =
		phase === "waiting"
			? { waiting: { reason: "ContainerCreating" } }
			: isMissing
				? { waiting: { reason: "ErrImagePull", message: `failed to pull image "${image}": not found` } }
				: { running: { startedAt: timeText(clock.now()) } };
	const runs = phase === "started" && !isMissing;
	return { name, image, imageID: "", restartCount: 0, ready: runs, started: runs, state, lastState: {} };
}
