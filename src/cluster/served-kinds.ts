import { type Clock, sleep } from "../base/clock.ts";
import type { Readable } from "../base/store.ts";
import type { ApiKind, Discovery } from "../kube/discovery/api-kind.ts";
import { discover } from "../kube/discovery/discover.ts";
import type { ConnectionState, Transport } from "../kube/transport/transport.ts";
import type { ResourceIdentity } from "../resources/resource.ts";

/** Custom resources come and go; a server that did not answer well is asked again sooner. */
const REFRESH_MS = 300_000;
const RETRY_MS = 10_000;

/** What the server has told of itself. */
export interface ServerKnowledge {
	/** E.g. `v1.36.3`; undefined where it may not be read. */
	readonly version: string | undefined;
	/** Kinds that can be listed and watched and have no view of their own. */
	readonly undeclared: readonly ResourceIdentity[];
}

/**
 * Ask the server what it serves, now and every five minutes, until the signal aborts. While it cannot be
 * reached nothing is asked here: the probe of those who watch will say when it is back.
 */
export async function followServedKinds(
	transport: Pick<Transport, "request" | "connection">,
	declared: readonly ResourceIdentity[],
	clock: Clock,
	signal: AbortSignal,
	onKnowledge: (knowledge: ServerKnowledge) => void,
): Promise<void> {
	while (!signal.aborted) {
		const found = await discover(transport, signal);
		if (signal.aborted) return;
		if (found.ok) {
			onKnowledge({
				version: found.value.serverVersion,
				undeclared: undeclaredKinds(found.value, declared),
			});
		}
		await sleep(clock, found.ok ? REFRESH_MS : RETRY_MS, signal);
		await connected(transport.connection, signal);
	}
}

/** Resolves when the connection is not down, or when the signal aborts. */
function connected(connection: Readable<ConnectionState>, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const check = (): void => {
			if (connection.get().state === "down" && !signal.aborted) return;
			unsubscribe();
			signal.removeEventListener("abort", check);
			resolve();
		};
		const unsubscribe = connection.subscribe(check);
		signal.addEventListener("abort", check, { once: true });
		check();
	});
}

/**
 * The kinds of a server that can be listed and watched and are not declared. A plural that another
 * kind has too is told apart by its group, as kubectl does: `events.events.k8s.io`.
 */
export function undeclaredKinds(
	{ kinds }: Pick<Discovery, "kinds">,
	declared: readonly ResourceIdentity[],
): readonly ResourceIdentity[] {
	const known = new Set(declared.map(({ group, plural }) => `${plural}.${group}`));
	const plurals = new Map<string, number>();
	for (const { plural } of kinds) plurals.set(plural, (plurals.get(plural) ?? 0) + 1);
	return kinds
		.filter(({ verbs }) => verbs.includes("list") && verbs.includes("watch"))
		.filter(({ group, plural }) => !known.has(`${plural}.${group}`))
		.map((kind) => identity(kind, (plurals.get(kind.plural) ?? 0) > 1));
}

function identity(
	{ group, version, plural, kind, shortNames, namespaced }: ApiKind,
	ambiguous: boolean,
): ResourceIdentity {
	const id = ambiguous && group !== "" ? `${plural}.${group}` : plural;
	return { id, group, version, plural, kind, shortNames, namespaced };
}
