import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { messages } from "../text/messages/messages.ts";
import { type ForwardTarget, targetName } from "./forward-spec.ts";
import type { OfferedPort, TargetFacts } from "./read-target.ts";

const said = messages.forwards;

/** The port of a container that is meant: its number, or a name that only a pod can tell the number of. */
export function leadsTo(target: ForwardTarget, facts: TargetFacts, wanted: string): Result<string, Failure> {
	const offered = facts.ports.find(({ port, name }) => String(port) === wanted || name === wanted);
	if (offered !== undefined && offered.protocol !== "TCP") {
		return fail(failure("invalid", said.notTcp(wanted, offered.protocol)));
	}
	if (target.kind === "services") {
		if (offered !== undefined) return ok(offered.leadsTo);
		return fail(failure("absent", said.noPort(targetName(target), wanted, facts.ports.map(portLabel))));
	}
	// A container may listen where its spec says nothing of it; and a name may be known to the pod alone.
	return ok(offered?.leadsTo ?? wanted);
}

/** The number of a container's port. */
export function portNumber(pod: string, ports: readonly OfferedPort[], wanted: string): Result<number, Failure> {
	if (/^\d{1,5}$/.test(wanted)) return ok(Number(wanted));
	const named = ports.find(({ name }) => name === wanted);
	return named === undefined ? fail(failure("absent", said.noNamedPort(pod, wanted))) : ok(named.port);
}

/** `8080`, or `8080 (http)`. */
export function portLabel({ port, name }: OfferedPort): string {
	return name === "" ? String(port) : `${port} (${name})`;
}
