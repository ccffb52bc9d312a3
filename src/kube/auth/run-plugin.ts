import type { ChildProcess } from "node:child_process";
import type { Timer } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Machine } from "./machine.ts";

/** A plugin to start. */
export interface PluginRun {
	/** Absolute path of the executable. */
	readonly path: string;
	/** Name as written in the kubeconfig, which the plugin sees as its own. */
	readonly name: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	/** True while the terminal is the plugin's: it then has stdin and writes to stderr itself. */
	readonly interactive: boolean;
	readonly timeoutMs: number;
	/** As long instead, once it has said something. */
	readonly talkingTimeoutMs: number;
	readonly signal: AbortSignal;
	/** Gets what the plugin says on stderr, as it says it. */
	readonly onStderr: (chunk: string) => void;
}

const stdoutLimitBytes = 1 << 20;
const stderrKeptCharacters = 2048;
/** A plugin that does not end when asked to is ended for it. */
const killAfterMs = 2000;
/** What a plugin left running in the background may hold its output open this long. */
const drainMs = 1000;

/**
 * Run a plugin to its end and return what it printed. There is no shell in between; unless it is
 * interactive it runs in a process group (and session) of its own, so that all it started ends with
 * it, and it has no terminal to write to.
 *
 * @returns its stdout, or in words what went wrong, with the end of its stderr
 */
export function runPlugin(run: PluginRun, machine: Pick<Machine, "clock" | "spawn">): Promise<Result<string, string>> {
	const said = messages.credentials;
	const ownGroup = !run.interactive && process.platform !== "win32";
	if (run.signal.aborted) return Promise.resolve(fail(messages.kube.cancelled));
	return new Promise((resolve) => {
		let child: ChildProcess;
		try {
			child = machine.spawn(run.path, [...run.args], {
				argv0: run.name,
				env: run.env,
				stdio: run.interactive ? ["inherit", "pipe", "inherit"] : ["ignore", "pipe", "pipe"],
				detached: ownGroup,
				windowsHide: true,
			});
		} catch (error) {
			// An argument with a null byte, for one.
			resolve(fail(said.notStarted(String(error))));
			return;
		}
		let stdout = "";
		let stderr = "";
		let problem: string | undefined;
		const end = (signal: NodeJS.Signals): void => endProcess(child, ownGroup, signal);
		const stop = (why: string): void => {
			if (problem !== undefined) return;
			problem = why;
			end("SIGTERM");
			timers.push(
				machine.clock.after(killAfterMs, () => {
					end("SIGKILL");
					// One that hangs in the kernel (a dead network file system) does not even end of that.
					timers.push(machine.clock.after(drainMs, () => settle(fail(withStderr(why)))));
				}),
			);
		};
		const giveUpAfter = (ms: number): Timer => machine.clock.after(ms, () => stop(said.timedOut(ms / 1000)));
		const patience = giveUpAfter(run.timeoutMs);
		const timers = [patience];
		let isTalking = false;
		const talks = (): void => {
			if (isTalking) return;
			isTalking = true;
			patience.cancel();
			timers.push(giveUpAfter(run.talkingTimeoutMs));
		};
		const onAbort = (): void => stop(messages.kube.cancelled);
		// Should we end first, the plugin must not stay behind.
		const onExit = (): void => end("SIGKILL");
		const settle = (outcome: Result<string, string>): void => {
			for (const timer of timers) timer.cancel();
			run.signal.removeEventListener("abort", onAbort);
			process.off("exit", onExit);
			// The plugin may have ended when asked to and left behind what it started.
			if (problem !== undefined) end("SIGKILL");
			child.stdout?.destroy();
			child.stderr?.destroy();
			resolve(outcome);
		};
		const withStderr = (why: string): string => (oneLine(stderr) === "" ? why : why + said.said(oneLine(stderr)));

		child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
			stdout += chunk;
			if (stdout.length > stdoutLimitBytes) stop(said.tooMuchOutput);
		});
		child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
			stderr = (stderr + chunk).slice(-stderrKeptCharacters);
			talks();
			run.onStderr(chunk);
		});
		// A pipe that breaks is no reason to wait for the end: what comes of it is no credential.
		for (const pipe of [child.stdout, child.stderr]) pipe?.on("error", (error) => stop(said.unread(error.message)));
		child.on("error", (error) => settle(fail(said.notStarted(error.message))));
		const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
			if (problem !== undefined) settle(fail(withStderr(problem)));
			else if (signal !== null) settle(fail(withStderr(said.signal(signal))));
			else if (code !== 0) settle(fail(withStderr(said.exitCode(code ?? -1))));
			else settle(ok(stdout));
		};
		child.on("exit", (code, signal) => timers.push(machine.clock.after(drainMs, () => finish(code, signal))));
		child.on("close", finish);
		run.signal.addEventListener("abort", onAbort, { once: true });
		process.on("exit", onExit);
	});
}

function endProcess(child: ChildProcess, ownGroup: boolean, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (ownGroup) process.kill(-child.pid, signal);
		else child.kill(signal);
	} catch {
		// It has ended by itself.
	}
}

/** A failure is one line, however many a plugin's author wrote. */
export function oneLine(text: string): string {
	return text.trim().replaceAll(/\s*[\r\n]+\s*/g, " ");
}
