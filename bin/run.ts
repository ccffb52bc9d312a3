import { homedir } from "node:os";
import { createActivity } from "../src/base/activity.ts";
import { systemClock } from "../src/base/clock.ts";
import { activitySocketVariable, reportActivity } from "../src/cli/activity-report.ts";
import { parseArguments } from "../src/cli/arguments.ts";
import { isRunning, killMarker } from "../src/cli/kill-marker.ts";
import { leaveOnStart } from "../src/cli/leave-on-start.ts";
import { print, printError } from "../src/cli/print.ts";
import { skeleton } from "../src/cli/skeleton.ts";
import { jobStop } from "../src/terminal/job-control.ts";
import { guardLifeCycle } from "../src/terminal/life-cycle.ts";
import { leaveModes } from "../src/terminal/modes.ts";
import { openTerminal } from "../src/terminal/open-terminal.ts";
import { messages } from "../src/text/messages/messages.ts";

declare const YAGURA_VERSION: string;

/** Arguments -> cluster -> terminal -> screen -> exit code. */
export async function run(argv: readonly string[]): Promise<void> {
	const wanted = parseArguments(argv, YAGURA_VERSION);
	if (wanted.kind === "print") {
		(wanted.exitCode === 0 ? print : printError)(wanted.text);
		process.exitCode = wanted.exitCode;
		return;
	}
	if (wanted.kind === "serve") {
		const { serveDemo } = await import("../src/cli/demo.ts");
		process.exitCode = await serveDemo(wanted.port, wanted.fault);
		return;
	}
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		printError(`${messages.cli.noTerminal}\n`);
		process.exitCode = 1;
		return;
	}
	const [{ findCluster }, { loadConfig }, { productionTest }, { pluginApprovals }, { createPlugins }] =
		await Promise.all([
			import("../src/cli/connect.ts"),
			import("../src/config/load-config.ts"),
			import("../src/cli/production.ts"),
			import("../src/config/plugin-approvals.ts"),
			import("../src/cli/plugins.ts"),
		]);
	const place = { env: process.env, homeDirectory: homedir() };
	const config = await loadConfig(place);
	if (!config.ok) {
		printError(`${config.failure}\n`);
		process.exitCode = 1;
		return;
	}
	const trusted = wanted.kind === "cluster" && wanted.trustExec;
	const plugins = createPlugins(pluginApprovals(place), trusted);
	const isProduction = productionTest(config.value.production);
	const found = await findCluster({ wanted, version: YAGURA_VERSION, exec: plugins.exec, isProduction });
	if (found === undefined) {
		process.exitCode = 1;
		return;
	}
	const { stdin: input, stdout: output, env } = process;
	const activity = createActivity();
	const work = activity.begin();
	const { theme, ascii } = wanted.appearance;
	const marker = killMarker(place, { fd: input.fd, pid: process.pid, isRunning });
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
	const starting = leaveOnStart(terminal, () => life.exit(0));
	// What draws the rest is loaded only now, while the skeleton stands.
	const [{ show }, connected] = await Promise.all([import("../views/show.tsx"), found.open()]);
	open.use(
		show({
			...connected,
			plugins,
			resource: found.resource,
			terminal,
			activity,
			random: Math.random,
			leave: () => life.exit(0),
			suspend: jobStop(),
		}),
	);
	starting[Symbol.dispose]();
	const socket = env[activitySocketVariable];
	if (socket !== undefined) open.use(reportActivity(socket, activity.pending, () => terminal.counts));
	work[Symbol.dispose]();
}
