import type { DebugProfile, DebugStyle } from "./debug-profile.ts";
import { securityContext } from "./debug-profile.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What is wished for of a debug container. */
export interface DebugWish {
	readonly name: string;
	readonly image: string;
	readonly profile: DebugProfile;
	/** What it runs; empty = what its image does. */
	readonly command: readonly string[];
}

/** The container itself, as kubectl makes it. */
export function debugContainer({ name, image, profile, command }: DebugWish, style: DebugStyle): JsonObject {
	const context = securityContext(profile, style);
	return {
		name,
		image,
		...(command.length === 0 ? {} : { command }),
		stdin: true,
		tty: true,
		terminationMessagePolicy: "File",
		...(context === undefined ? {} : { securityContext: context }),
	};
}

/**
 * The patch that adds a debug container to a pod (`pods/ephemeralcontainers`, a strategic merge), and to no other pod
 * that may come to bear its name.
 *
 * @param target - the container whose processes it is to see; empty = none
 */
export function ephemeralPatch(wish: DebugWish, podUid: string, target: string): JsonObject {
	const container = {
		...debugContainer(wish, "ephemeral"),
		...(target === "" ? {} : { targetContainerName: target }),
	};
	return { metadata: { uid: podUid }, spec: { ephemeralContainers: [container] } };
}

/**
 * A copy of a pod, with a debug container in it that sees the processes of the others. As kubectl's it has no labels, so
 * that no service sends it traffic and nothing owns it, no probes and no init containers; a scheduler finds its node.
 *
 * @param pod - as the server gives it
 */
export function podCopy(pod: JsonObject, wish: DebugWish, name: string): JsonObject {
	const metadata = objectOf(pod["metadata"]);
	const { nodeName: _node, ephemeralContainers: _guests, initContainers: _init, ...spec } = objectOf(pod["spec"]);
	const containers = Array.isArray(spec["containers"]) ? spec["containers"].map(objectOf) : [];
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name, namespace: metadata["namespace"] },
		spec: {
			...spec,
			containers: [...containers.map(withoutProbes), debugContainer(wish, "copy")],
			shareProcessNamespace: spec["shareProcessNamespace"] ?? true,
		},
	};
}

function withoutProbes(container: JsonObject): JsonObject {
	const { livenessProbe: _live, readinessProbe: _ready, startupProbe: _start, ...rest } = container;
	return rest;
}

function objectOf(value: unknown): JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** Words of a command line: apart by blanks, quotes keep them together. No shell is involved. */
export function commandWords(text: string): readonly string[] {
	return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
		([, double, single, bare]) => double ?? single ?? bare ?? "",
	);
}
