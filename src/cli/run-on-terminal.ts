import { homedir } from "node:os";
import { setImmediate as endOfTurn } from "node:timers/promises";
import type { ReadStream } from "node:tty";
import { createActivity } from "../base/activity.ts";
import { systemClock } from "../base/clock.ts";
import { isRunning } from "../base/is-running.ts";
import { loadConfig } from "../config/load-config.ts";
import { pluginApprovals } from "../config/plugin-approvals.ts";
import { debugJournal } from "../shells/debug-journal.ts";
import { jobStop } from "../terminal/job-control.ts";
import { guardLifeCycle } from "../terminal/life-cycle.ts";
import { leaveModes } from "../terminal/modes.ts";
import { openTerminal } from "../terminal/open-terminal.ts";
import { messages } from "../text/messages/messages.ts";
import { activitySocketVariable, reportActivity } from "./activity-report.ts";
import type { FilesInvocation } from "./arguments.ts";
import { type ConnectOptions, type FoundCluster, findCluster } from "./connect.ts";
import { killMarker } from "./kill-marker.ts";
import { createPlugins } from "./plugins.ts";
import { print, printError } from "./print.ts";
import { productionTest } from "./production.ts";
import type { Program } from "./run.ts";
import { skeleton } from "./skeleton.ts";
import { typeAhead } from "./type-ahead.ts";

/**
 * Cluster -> terminal -> screen. Comes back when the screen stands; what ends it ends the process.
 *
 * @returns false when there is nothing to show; why has been said.
 */
export async function runOnTerminal(
	wanted: ConnectOptions["wanted"] | FilesInvocation,
	program: Program,
): Promise<boolean> {
	const place = { env: process.env, homeDirectory: homedir() };
	const config = await loadConfig(place);
	if (!config.ok) {
		printError(`${config.failure}\n`);
		return false;
	}
	const trusted = wanted.kind === "cluster" && wanted.trustExec;
	const plugins = createPlugins(pluginApprovals(place), trusted);
	const isProduction = productionTest(config.value.production);
	const found =
		wanted.kind === "files"
			? await filesOrWhyNot(wanted)
			: await findCluster({ wanted, version: program.version, exec: plugins.exec, isProduction });
	if (found === undefined) return false;
	const { stdout: output, env } = process;
	const input = await keyboard();
	if (input === undefined) return false;
	const activity = createActivity();
	const work = activity.begin();
	const { theme, ascii } = wanted.appearance;
	// What was opened as /dev/tty does not tell which terminal it is.
	const marker = killMarker(place, { fd: output.fd, pid: process.pid, isRunning });
	// Said on the main screen, where it stands again when this one has ended.
	if (marker.wasKilled) print(`${leaveModes}${messages.cli.wasKilled}\r\n`);
	process.on("exit", () => marker.remove());
	marker.set();
	const terminal = openTerminal({
		input,
		output,
		clock: systemClock,
		env,
		activity,
		ascii,
		// Taken below: from its first moment on there is who gives it back.
		suspended: true,
		...(theme === "auto" ? {} : { background: theme }),
	});
	const open = new AsyncDisposableStack();
	const life = guardLifeCycle({
		terminal,
		host: process,
		clock: systemClock,
		cleanUp: () => open.disposeAsync(),
		report: (line) => printError(`${line}\n`),
	});
	terminal.resume();
	terminal.draw(skeleton(found.name, terminal.size.get()));
	const ahead = typeAhead(terminal, () => life.exit(0));
	// What is drawn is written at the end of this turn of the event loop; the imports below hold up the next for long.
	await endOfTurn();
	const [{ show }, connected] = await Promise.all([program.loadScreen(), found.open()]);
	if (open.disposed) {
		// The end came while it was loaded.
		await connected.first[Symbol.asyncDispose]();
		return true;
	}
	const shown = open.use(
		show({
			...connected,
			plugins,
			resource: found.resource,
			forwardSets: config.value.forwards,
			terminal,
			activity,
			random: Math.random,
			...(wanted.kind === "files" ? {} : { debugJournal: debugJournal(place) }),
			leave: () => life.exit(0),
			suspend: jobStop(),
		}),
	);
	for (const event of ahead.take()) if (!open.disposed) shown.hear(event);
	const socket = env[activitySocketVariable];
	if (socket !== undefined) open.use(reportActivity(socket, activity.pending, () => terminal.counts));
	work[Symbol.dispose]();
	return true;
}

async function filesOrWhyNot(wanted: FilesInvocation): Promise<FoundCluster | undefined> {
	const { findFiles } = await import("./found-files.ts");
	const found = await findFiles(wanted);
	if (found.ok) return found.value;
	printError(`${found.failure}\n`);
	return undefined;
}

type Keyboard = ReadStream & { readonly fd: number };

/** What keys come from: where something is piped in, the terminal behind it. */
async function keyboard(): Promise<Keyboard | undefined> {
	if (process.stdin.isTTY) return process.stdin;
	const { keysFromTerminal } = await import("./found-files.ts");
	const keys = keysFromTerminal();
	if (keys === undefined) printError(`${messages.logFiles.noTerminal}\n`);
	return keys;
}
