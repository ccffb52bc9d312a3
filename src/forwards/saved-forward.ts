import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { type ForwardKind, type ForwardSpec, isForwardKind, loopback } from "./forward-spec.ts";

/** Forwards that a line of the configuration asks for. */
export interface SavedForward {
	/** Undefined = whichever is in use. */
	readonly context: string | undefined;
	/** One for each port. */
	readonly specs: readonly ForwardSpec[];
}

/** Short forms, as kubectl has them. */
const shortKinds: Readonly<Record<string, ForwardKind>> = {
	pod: "pods",
	po: "pods",
	service: "services",
	svc: "services",
	deployment: "deployments",
	deploy: "deployments",
	replicaset: "replicasets",
	rs: "replicasets",
	statefulset: "statefulsets",
	sts: "statefulsets",
	daemonset: "daemonsets",
	ds: "daemonsets",
	job: "jobs",
};

/** Read `NAMESPACE/KIND/NAME PORT... [context=NAME] [address=ADDRESS]`; fails with what is wrong with it. */
export function parseSavedForward(line: string): Result<SavedForward, string> {
	const said = messages.forwards;
	const [whereto = "", ...words] = line.trim().split(/\s+/);
	const [namespace = "", kindName = "", name = "", ...rest] = whereto.split("/");
	const kind = isForwardKind(kindName) ? kindName : shortKinds[kindName];
	if (namespace === "" || name === "" || rest.length > 0) return fail(said.notAPlace(whereto));
	if (kind === undefined) return fail(said.notATarget(kindName));
	let context: string | undefined;
	let address = loopback;
	const ports: { readonly localPort: number; readonly remotePort: string }[] = [];
	for (const word of words) {
		const [, key, value = ""] = /^(context|address)=(.+)$/.exec(word) ?? [];
		if (key === "context") context = value;
		else if (key === "address") address = value;
		else {
			const parsed = parsePorts(word);
			if (parsed === undefined) return fail(said.notPorts(word));
			ports.push(parsed);
		}
	}
	if (ports.length === 0) return fail(said.noPorts(whereto));
	const target = { kind, namespace, name };
	return ok({ context, specs: ports.map((port) => ({ ...port, target, address })) });
}

/** `8080:80`, `0:http`, `8080`; undefined when it is none of these. */
export function parsePorts(word: string): { readonly localPort: number; readonly remotePort: string } | undefined {
	const [, local = "", remote = ""] = /^(?:(\d{0,5}):)?(\d{1,5}|[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?)$/.exec(word) ?? [];
	if (remote === "" || Number(local) > 65_535) return undefined;
	if (!/^\d+$/.test(remote)) return { localPort: Number(local), remotePort: remote };
	if (Number(remote) < 1 || Number(remote) > 65_535) return undefined;
	return { localPort: word.includes(":") ? Number(local) : Number(remote), remotePort: remote };
}
