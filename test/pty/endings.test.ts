import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";
import { bundle, childOf, EndingStage } from "./ending-stage.ts";
import { childEnded, type EndingState, endingStates } from "./ending-states.ts";

/** How often each cell is run: once in `npm test`, more in `npm run test:soak`. */
const runs = Number(process.env["RUNS_PER_ENDING"] ?? 1);

let folder: string;
let sim: Sim;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "yagura-endings-"));
	sim = await startDemo(systemClock, { tls: true });
	const file = join(folder, "plugin");
	const give = `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"${sim.tokens.get("admin") ?? ""}"}}'`;
	// It hides what is typed, as one that asks for a password does.
	writeFileSync(file, `#!/bin/sh\nstty -echo\nprintf 'Code? ' >&2\nread code\n[ "$code" = 1234 ] && ${give}\n`, {
		mode: 0o755,
	});
	const exec = `{apiVersion: client.authentication.k8s.io/v1, command: ${file}, interactiveMode: Always}`;
	const text = sim.kubeconfig();
	writeFileSync(join(folder, "config"), text, { mode: 0o600 });
	const asking = text.replaceAll(/ {4}user:\n {6}token: .*/g, `    user: {exec: ${exec}}`);
	writeFileSync(join(folder, "asking"), asking, { mode: 0o600 });
});

afterAll(async () => {
	// Nobody is connected any more: what ran in the cluster for a program has ended with it.
	await vi.waitFor(() => expect(sim.connections).toBe(0), { timeout: 10_000 });
	await sim[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true, force: true });
});

interface Ending {
	/** Exit code of the program. */
	readonly code: number;
	/** What the program says about it. */
	readonly says?: readonly string[];
	/** It leads its session: what the shell would tell is not told. */
	readonly alone?: true;
	end(stage: EndingStage, state: EndingState): Promise<void> | void;
}

const bySignal = (name: NodeJS.Signals): Ending => ({
	code: 128 + constants.signals[name],
	end: (stage) => stage.signal(name),
});

/** From the keyboard these go to all in the foreground; while a child has the terminal they are meant for it. */
const bySignalToAll = (name: "SIGINT" | "SIGQUIT"): Ending => ({
	code: 128 + constants.signals[name],
	async end(stage, state) {
		stage.signalAll(name);
		if (state !== endingStates["child"]) return;
		await childEnded(stage);
		stage.signalAll(name);
	},
});

const throughDoor = (stage: EndingStage): void => stage.signal("SIGURG");

const endings: Readonly<Record<string, Ending>> = {
	exit: { code: 7, end: throughDoor },
	q: { code: 0, end: (stage, state) => state.leave(stage, "q") },
	"ctrl-c": { code: 0, end: (stage, state) => state.leave(stage, "ctrl-c") },
	SIGTERM: bySignal("SIGTERM"),
	SIGHUP: bySignal("SIGHUP"),
	SIGINT: bySignalToAll("SIGINT"),
	SIGQUIT: bySignalToAll("SIGQUIT"),
	SIGABRT: bySignal("SIGABRT"),
	"SIGTSTP + SIGCONT": {
		code: 0,
		async end(stage, state) {
			stage.signal("SIGTSTP");
			await stage.stopped();
			await stage.isHandedBack();
			stage.signal("SIGCONT");
			await state.isThere(stage);
			await state.leave(stage, "q");
		},
	},
	throw: { code: 1, says: ["thrown in render on purpose"], end: throughDoor },
	reject: { code: 1, says: ["rejected on purpose"], end: throughDoor },
	"pty closed": { code: 129, alone: true, end: ({ program }) => program.hangUp() },
};

/** Something of the program's goes on in the cluster, or is asked for: a third of the endings each, unless all are run. */
const further = ["shell in the background", "debug form", "forward"];

function isRun(ending: number, state: string): boolean {
	const turn = further.indexOf(state);
	return runs > 1 || turn < 0 || ending % further.length === turn;
}

const cells = Object.entries(endings).flatMap(([ending, how], index) =>
	Object.entries(endingStates)
		.filter(([state]) => isRun(index, state))
		.flatMap(([state, where]) =>
			Array.from({ length: runs }, (_, run) => ({ ending, how, state, where, run: run + 1 })),
		),
);

describe("a program that was killed", () => {
	it("is told of by the next one in the same terminal, with what mends it; by no other", async () => {
		const home = join(folder, "killed");
		const command = [process.execPath, bundle, "--kubeconfig", join(folder, "config")];
		const options = { env: { HOME: home, TZ: "UTC" }, columns: 160, rows: 45 };
		const state = join(home, ".local/state/yagura");
		using program = new PtyProgram({
			command: "/bin/bash",
			args: ["-c", '"$@"; printf "\\033[2Jgone"; read -r; "$@"; echo ended', "bash", ...command],
			...options,
		});
		await program.shows("watch live");
		const [file = ""] = readdirSync(state);
		expect([file, statSync(join(state, file)).mode & 0o777]).toEqual([expect.stringMatching(/^terminal-\d+$/), 0o600]);
		{
			using other = new PtyProgram({ command: command[0] ?? "", args: command.slice(1), ...options });
			await other.shows("watch live");
			await other.press("q");
			expect((await other.exited()).exitCode).toBe(0);
			expect(other.emulator.text()).not.toContain("reset");
		}
		expect(readdirSync(state)).toEqual([file]);
		process.kill(childOf(program.pid), "SIGKILL");
		await program.shows("gone");
		expect(program.emulator.modes()).not.toEqual(untouchedModes);
		program.send("\n", 0);
		await program.shows("watch live");
		program.send("q", 0);
		await program.exited();
		expect(program.emulator.text()).toContain(messages.cli.wasKilled);
		expect(program.emulator.text()).toContain("ended");
		expect(program.emulator.modes()).toEqual(untouchedModes);
		expect(readdirSync(state)).toEqual([]);
	});
});

describe.concurrent("the terminal is as it was, and all processes are gone", () => {
	it.each(cells)("$ending in state $state, run $run", async ({ ending, how, where }) => {
		using stage = new EndingStage({
			args: where.isPiped ? ["logs"] : ["--trust-exec", "--kubeconfig", join(folder, where.asks ? "asking" : "config")],
			piped: where.isPiped === true,
			home: folder,
			door: "ending-door",
			env: { ENDING: ending },
			alone: how.alone === true,
		});
		await where.enter(stage);
		await stage.ends(() => how.end(stage, where));
		if (how.alone) expect((await stage.program.exited()).exitCode).toBe(how.code);
		else await stage.isRestored(how.code, how.says ?? []);
		await where.isGone?.(stage);
	});
});
