import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { pickJson } from "../kube/wire/json-picker.ts";
import { Malformed } from "../kube/wire/malformed.ts";
import { labelText } from "../kube/wire/metadata.ts";
import type { ObjectShape, Picked } from "../kube/wire/shape.ts";
import { labelSelectorShape, labelSelectorText } from "../resources/label-selector-text.ts";
import { messages } from "../text/messages/messages.ts";
import { type ForwardTarget, forwardPaths } from "./forward-spec.ts";

/** A port that a target offers. */
export interface OfferedPort {
	readonly port: number;
	/** Empty where it has none. */
	readonly name: string;
	readonly protocol: string;
	/** The port of a container that it leads to, by number or name. */
	readonly leadsTo: string;
}

/** What is to be known of a target to forward to it. */
export interface TargetFacts {
	/** Selector of its pods; undefined for a pod, empty where it selects none. */
	readonly selector: string | undefined;
	readonly ports: readonly OfferedPort[];
}

const containerShape = {
	name: "string",
	ports: [{ containerPort: "int", name: "string", protocol: "string" }],
} as const;
const podSpecShape = { initContainers: [containerShape], containers: [containerShape] } as const;
const podShape = { spec: podSpecShape } as const;
const workloadShape = { spec: { selector: labelSelectorShape, template: { spec: podSpecShape } } } as const;
const serviceShape = {
	spec: {
		selector: "stringMap",
		ports: [{ name: "string", port: "int", protocol: "string", targetPort: "intOrString" }],
	},
} as const;

/** Ask what a target's ports and pods are. */
export async function readTarget(
	transport: Pick<Transport, "request">,
	target: ForwardTarget,
	signal?: AbortSignal,
): Promise<Result<TargetFacts, Failure>> {
	const { kind, namespace, name } = target;
	const answer = await fetchJson(transport, {
		method: "GET",
		path: `${forwardPaths[kind]}/namespaces/${encodeURIComponent(namespace)}/${kind}/${encodeURIComponent(name)}`,
		purpose: "port-forward",
		...(signal === undefined ? {} : { signal }),
	});
	if (!answer.ok) return answer;
	const { json } = answer.value;
	if (kind === "services") return facts(serviceShape, json, serviceFacts);
	if (kind === "pods") return podFacts(json);
	return facts(workloadShape, json, ({ spec }) => ({
		selector: labelSelectorText(spec.selector),
		ports: containerPorts(spec.template.spec),
	}));
}

/** What a pod says of its ports, or of those of one container. What is no pod fails as `invalid`. */
export function podFacts(json: unknown, container?: string): Result<TargetFacts, Failure> {
	return facts(podShape, json, ({ spec }) => {
		const isMeant = ({ name }: { readonly name: string }): boolean => container === undefined || name === container;
		const { initContainers, containers } = spec;
		const meant = { initContainers: initContainers.filter(isMeant), containers: containers.filter(isMeant) };
		return { selector: undefined, ports: containerPorts(meant) };
	});
}

function facts<const S extends ObjectShape>(
	shape: S,
	json: unknown,
	make: (object: Picked<S>) => TargetFacts,
): Result<TargetFacts, Failure> {
	try {
		return ok(make(pickJson(shape, json)));
	} catch (error) {
		if (!(error instanceof Malformed)) throw error;
		return fail(failure("invalid", messages.wire.malformedObject(error.message)));
	}
}

function serviceFacts({ spec }: Picked<typeof serviceShape>): TargetFacts {
	return {
		selector: labelText(spec.selector),
		ports: spec.ports.map(({ port, name, protocol, targetPort }) => ({
			port,
			name,
			protocol: protocol || "TCP",
			// A service that does not say leads to the same port.
			leadsTo: targetPort === "" || targetPort === "0" ? String(port) : targetPort,
		})),
	};
}

/** Init containers may be sidecars, which serve as well. */
function containerPorts({ initContainers, containers }: Picked<typeof podSpecShape>): readonly OfferedPort[] {
	return [...containers, ...initContainers].flatMap(({ ports }) =>
		ports.map(({ containerPort, name, protocol }) => ({
			port: containerPort,
			name,
			protocol: protocol || "TCP",
			leadsTo: String(containerPort),
		})),
	);
}
