import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type SafeText, safeText } from "../../text/safe-text.ts";
import type { Credential, CredentialSource, Endpoint } from "../connection-target.ts";
import { type Failure, failure } from "../failure.ts";
import type { ClusterEntry, ExecEntry } from "../kubeconfig/kubeconfig.ts";
import { type ExecAnswer, readExecAnswer } from "./exec-answer.ts";
import { findCommand } from "./exec-command.ts";
import { execInfo } from "./exec-info.ts";
import type { Machine } from "./machine.ts";
import { oneLine, runPlugin } from "./run-plugin.ts";
import { singleFlight } from "./single-flight.ts";

/** A plugin as it is about to be run, for the user to judge. */
export interface ResolvedPlugin {
	readonly path: string;
	readonly args: readonly string[];
	/** Name of the user entry that it is run for. */
	readonly userName: string;
}

/** How a plugin may reach the user. */
export interface ExecHooks {
	/** Asked once for each path, before it is first run. Absent: every plugin may run. */
	readonly approve?: (plugin: ResolvedPlugin) => Promise<boolean>;
	/**
	 * Lends the terminal to a plugin that asks questions while `run` lasts, or does not: undefined. Absent: none may ask.
	 * `why` is what it said when it was run without.
	 */
	readonly interaction?: <Value>(
		plugin: ResolvedPlugin,
		why: SafeText | undefined,
		run: () => Promise<Value>,
	) => Promise<Value | undefined>;
	/** A plugin runs without a terminal: gets what it says on stderr, such as a device code, line by line, and its end. */
	readonly follow?: (plugin: ResolvedPlugin) => PluginFollower;
}

/** Is told of one run of a plugin; disposed of when that has ended. */
export interface PluginFollower extends Disposable {
	tell(line: SafeText): void;
}

/** What an exec plugin's credentials are made of. */
export interface ExecCredentialOptions {
	readonly exec: ExecEntry;
	/** Name of the user entry that the plugin belongs to. */
	readonly userName: string;
	readonly cluster: ClusterEntry;
	readonly endpoint: Endpoint;
	readonly hooks: ExecHooks;
	readonly machine: Machine;
}

const timeoutMs = 60_000;
/** A plugin that talks to the user waits for the user: at a browser, say, with the code it told. */
const talkingTimeoutMs = 300_000;
/** A plugin that failed, or whose fresh credential was refused, is not asked again before this. */
const restMs = 10_000;

/**
 * Credentials from a plugin: run when one is needed, once for all who ask at the same time, kept
 * until it expires or the server refuses it.
 *
 * @see client-go plugin/pkg/client/auth/exec/exec.go
 */
export function createExecCredentials(options: ExecCredentialOptions): CredentialSource {
	const { exec, machine } = options;
	const { clock } = machine;
	const approved = new Map<string, boolean>();
	let credential: Credential | undefined;
	let expiresAtMs: number | undefined;
	let lastFailure: { readonly failure: Failure; readonly atMs: number } | undefined;
	let refreshedAtMs = Number.NEGATIVE_INFINITY;

	const runOnce = singleFlight(async (signal): Promise<Result<Credential, Failure>> => {
		const answer = await askPlugin(options, approved, signal);
		if (!answer.ok) {
			const message = messages.credentials.pluginFailed(exec.command, answer.failure);
			const failed = failure(signal.aborted ? "cancelled" : "unauthorised", message);
			if (!signal.aborted) lastFailure = { failure: failed, atMs: clock.monotonic() };
			return fail(failed);
		}
		lastFailure = undefined;
		expiresAtMs = answer.value.expiresAtMs;
		credential = nextCredential(credential, answer.value);
		return ok(credential);
	});
	const run = async (signal: AbortSignal | undefined): Promise<Result<Credential, Failure>> => {
		if (lastFailure !== undefined && clock.monotonic() - lastFailure.atMs < restMs) return fail(lastFailure.failure);
		return (await runOnce(signal)) ?? fail(failure("cancelled", messages.kube.cancelled));
	};
	const isGood = (): boolean => expiresAtMs === undefined || clock.now() <= expiresAtMs;

	return {
		current: async (signal) => (credential !== undefined && isGood() ? ok(credential) : await run(signal)),
		async refresh(rejected, signal) {
			if (credential !== undefined && credential.generation !== rejected.generation && isGood()) return ok(credential);
			if (clock.monotonic() - refreshedAtMs < restMs) {
				return fail(failure("unauthorised", messages.credentials.rejected(options.userName)));
			}
			const fresh = await run(signal);
			if (fresh.ok) refreshedAtMs = clock.monotonic();
			return fresh;
		},
	};
}

async function askPlugin(
	options: ExecCredentialOptions,
	approved: Map<string, boolean>,
	signal: AbortSignal,
): Promise<Result<ExecAnswer, string>> {
	const { exec, userName, hooks, machine } = options;
	const said = messages.credentials;
	const { interaction } = hooks;
	if (exec.interactiveMode === "Always" && interaction === undefined) return fail(said.needsTerminal);
	const path = await findCommand(exec.command, machine.env);
	if (!path.ok)
		return fail(exec.installHint === "" ? path.failure : path.failure + said.installHint(oneLine(exec.installHint)));
	const plugin: ResolvedPlugin = { path: path.value, args: exec.args, userName };
	if (!(await isApproved(plugin, approved, hooks))) return fail(said.notApproved);
	// Most that may ask need not: the screen is not taken away for those.
	const unseen = exec.interactiveMode === "Always" ? undefined : await runUnseen(options, plugin, signal);
	const isEnough = unseen?.ok === true || exec.interactiveMode === "Never" || interaction === undefined;
	if (unseen !== undefined && (isEnough || signal.aborted)) return read(options, unseen);
	const why = unseen?.ok === false ? safeText(unseen.failure) : undefined;
	const lent = await interaction?.(plugin, why, () => runHere(options, plugin, true, signal, () => {}));
	return read(options, lent ?? unseen ?? fail(said.terminalNotLent));
}

async function runUnseen(
	options: ExecCredentialOptions,
	plugin: ResolvedPlugin,
	signal: AbortSignal,
): Promise<Result<string, string>> {
	const follower = options.hooks.follow?.(plugin);
	try {
		return await runHere(options, plugin, false, signal, (chunk) => tellLines(chunk, follower));
	} finally {
		follower?.[Symbol.dispose]();
	}
}

function runHere(
	{ exec, cluster, endpoint, machine }: ExecCredentialOptions,
	{ path, args }: ResolvedPlugin,
	interactive: boolean,
	signal: AbortSignal,
	onStderr: (chunk: string) => void,
): Promise<Result<string, string>> {
	const env = {
		...machine.env,
		...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
		KUBERNETES_EXEC_INFO: execInfo(exec, cluster, endpoint, interactive),
	};
	const limits = { timeoutMs: interactive ? talkingTimeoutMs : timeoutMs, talkingTimeoutMs };
	return runPlugin({ path, name: exec.command, args, env, interactive, ...limits, signal, onStderr }, machine);
}

function read({ exec, machine }: ExecCredentialOptions, stdout: Result<string, string>): Result<ExecAnswer, string> {
	return stdout.ok ? readExecAnswer(stdout.value, exec.apiVersion, machine.clock.now()) : stdout;
}

function tellLines(chunk: string, follower: PluginFollower | undefined): void {
	for (const line of chunk.split(/[\r\n]+/)) if (line.trim() !== "") follower?.tell(safeText(line));
}

async function isApproved(plugin: ResolvedPlugin, approved: Map<string, boolean>, hooks: ExecHooks): Promise<boolean> {
	const answer = approved.get(plugin.path) ?? (await hooks.approve?.(plugin)) ?? true;
	approved.set(plugin.path, answer);
	return answer;
}

/** A certificate that is the same as before stays the same object, so that connections can stay. */
function nextCredential(last: Credential | undefined, { token, pair }: ExecAnswer): Credential {
	const old = last?.clientCertificate;
	const kept = pair !== undefined && old?.cert === pair.cert && old.key === pair.key ? old : pair;
	return {
		generation: (last?.generation ?? 0) + 1,
		...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
		...(kept === undefined ? {} : { clientCertificate: kept }),
	};
}
