import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { childOf, EndingStage } from "./ending-stage.ts";
import { childEnded, giveToChild } from "./ending-states.ts";

/** What editors switch on: their own screen, keys and pastes as they are, mouse, focus, a scrolled part, no wrapping, kitty's keyboard. */
const modes = [
	"[?1049h",
	"[?1h",
	"=",
	"[?2004h",
	"[?1002h",
	"[?1006h",
	"[?1004h",
	"[2;20r",
	"[?6h",
	"[?7l",
	"[4h",
	"[>1u",
	"[?25l",
];
const switchOn = modes.map((mode) => `\\033${mode}`).join("");

let folder: string;
let sim: Sim;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "yagura-child-"));
	sim = await startDemo(systemClock, { tls: true });
	const file = join(folder, "editor");
	// It takes each key as it is typed, and ends with q, with all of it left switched on.
	writeFileSync(
		file,
		`#!/bin/sh\nstty raw -echo\nprintf '${switchOn}\\033[1;1Hediting' >&2\nwhile [ "$(dd bs=1 count=1 2>/dev/null)" != q ]; do :; done\nexit 3\n`,
		{ mode: 0o755 },
	);
	const exec = `{apiVersion: client.authentication.k8s.io/v1, command: ${file}, interactiveMode: Always}`;
	const text = sim.kubeconfig().replaceAll(/ {4}user:\n {6}token: .*/g, `    user: {exec: ${exec}}`);
	writeFileSync(join(folder, "config"), text, { mode: 0o600 });
});

afterAll(async () => {
	await sim[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true, force: true });
});

/** An editor of this machine has the terminal. */
async function editing(): Promise<EndingStage> {
	const args = ["--trust-exec", "--kubeconfig", join(folder, "config")];
	const stage = new EndingStage({ args, home: folder, door: "ending-door", env: {} });
	await giveToChild(stage);
	await stage.program.shows("editing");
	expect(stage.program.emulator.modes()).toMatchObject({
		mouseTrackingMode: "drag",
		originMode: true,
		insertMode: true,
	});
	return stage;
}

/** The screen and the keys are the program's again, and in the end the shell's as they were. */
async function isTakenBack(stage: EndingStage): Promise<void> {
	const { program } = stage;
	await childEnded(stage);
	expect(program.emulator.modes()).toMatchObject({
		alternate: true,
		mouseTrackingMode: "vt200",
		originMode: false,
		insertMode: false,
		applicationCursorKeysMode: false,
	});
	program.send("q", 1);
	await stage.isRestored(0, []);
}

describe("an editor of this machine that has the terminal", () => {
	it("leaves nothing behind when it ends", async () => {
		using stage = await editing();
		stage.program.send("q", 0);
		await isTakenBack(stage);
	});

	it.each(["SIGKILL", "SIGSEGV", "SIGHUP"] as const)(
		"leaves nothing behind when it is killed by %s",
		async (signal) => {
			using stage = await editing();
			process.kill(childOf(stage.pid), signal);
			await isTakenBack(stage);
		},
	);
});
