import { homedir } from "node:os";
import { createActivity } from "../base/activity.ts";
import { systemClock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Cluster, openCluster } from "../cluster/cluster.ts";
import { loadConfig } from "../config/load-config.ts";
import { pluginApprovals } from "../config/plugin-approvals.ts";
import { isLoopback } from "../forwards/forward-spec.ts";
import { type ContextForward, Forwards } from "../forwards/forwards.ts";
import { parseSavedForward, type SavedForward } from "../forwards/saved-forward.ts";
import { loadTarget } from "../kube/kubeconfig/load-target.ts";
import { createTransport } from "../kube/transport/create-transport.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import type { ForwardInvocation } from "./arguments.ts";
import { forwardLine } from "./forward-line.ts";
import { createPlugins } from "./plugins.ts";
import { print, printError } from "./print.ts";

/** Signals that end it. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Bring up a saved set of forwards and keep it up until a signal comes, or none of it is left. A line on standard
 * output says where each one is, and another whenever that changes.
 *
 * @returns the exit code
 */
export async function forwardSet(wanted: ForwardInvocation, version: string): Promise<number> {
	const lines = await savedLines(wanted);
	if (!lines.ok) {
		printError(`${lines.failure}\n`);
		return 1;
	}
	const open = new AsyncDisposableStack();
	const ended = Promise.withResolvers<number>();
	for (const signal of endings) process.once(signal, () => ended.resolve(0));
	try {
		const forwards = new Forwards(systemClock, Math.random);
		const clusters = new Map<string | undefined, Result<OpenContext, SafeText>>();
		for (const { context, specs } of lines.value) {
			const cluster = clusters.get(context) ?? (await openContext(wanted, context, version, open));
			clusters.set(context, cluster);
			if (!cluster.ok) {
				printError(`${cluster.failure}\n`);
				return 1;
			}
			for (const spec of specs) forwards.start(cluster.value.name, cluster.value.cluster, spec);
		}
		// The forwards end before what they go through.
		open.use(forwards);
		for (const one of forwards.all.get()) follow(one);
		for (const { forward } of forwards.all.get()) {
			forward.status.subscribe(() => {
				if (forwards.running.length === 0) ended.resolve(1);
			});
		}
		return forwards.running.length === 0 ? 1 : await ended.promise;
	} finally {
		await open.disposeAsync();
	}
}

/** Say how a forward is, and each time it is otherwise. */
function follow({ forward }: ContextForward): void {
	let said = "";
	const tell = (): void => {
		const line = forwardLine(forward.spec, forward.status.get());
		if (line === said) return;
		said = line;
		print(`${line}\n`);
	};
	tell();
	forward.status.subscribe(tell);
}

async function savedLines({ set, expose }: ForwardInvocation): Promise<Result<readonly SavedForward[], SafeText>> {
	const config = await loadConfig({ env: process.env, homeDirectory: homedir() });
	if (!config.ok) return config;
	const { forwards } = config.value;
	const said = messages.forwards;
	if (!Object.hasOwn(forwards, set)) return fail(safeText(said.noSuchSet(set, Object.keys(forwards))));
	const saved: SavedForward[] = [];
	for (const line of forwards[set] ?? []) {
		const parsed = parseSavedForward(line);
		if (!parsed.ok) return fail(safeText(said.inSet(set, line, parsed.failure)));
		const outside = parsed.value.specs.find(({ address }) => !isLoopback(address));
		if (outside !== undefined && !expose) return fail(safeText(said.inSet(set, line, said.exposed(outside.address))));
		saved.push(parsed.value);
	}
	return ok(saved);
}

interface OpenContext {
	readonly name: string;
	readonly cluster: Cluster;
}

async function openContext(
	{ flags, readOnly, trustExec }: ForwardInvocation,
	context: string | undefined,
	version: string,
	open: AsyncDisposableStack,
): Promise<Result<OpenContext, SafeText>> {
	const plugins = createPlugins(pluginApprovals({ env: process.env, homeDirectory: homedir() }), trustExec);
	// Nobody is there to be asked.
	plugins.attach({
		approve: async () => false,
		lend: async () => undefined,
		follow: () => ({ tell: () => undefined, [Symbol.dispose]: () => undefined }),
		notice: (text) => printError(`${text}\n`),
	});
	const loaded = await loadTarget({ ...flags, ...(context === undefined ? {} : { context }), exec: plugins.exec });
	if (!loaded.ok) return fail(safeText(loaded.failure.message));
	const target = loaded.value;
	for (const warning of target.warnings) printError(`${safeText(warning)}\n`);
	const clock = systemClock;
	const transport = open.use(createTransport({ target, clock, readOnly, version }));
	const cluster = open.use(openCluster({ target, transport, clock, random: Math.random, activity: createActivity() }));
	return ok({ name: target.context, cluster });
}
