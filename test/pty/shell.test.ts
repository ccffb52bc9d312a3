import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { untouchedModes } from "../support/emulator.ts";
import { EndingStage } from "./ending-stage.ts";
import { endingStates } from "./ending-states.ts";

let folder: string;
let sim: Sim;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "yagura-shell-"));
	sim = await startDemo(systemClock, { tls: true });
	writeFileSync(join(folder, "config"), sim.kubeconfig(), { mode: 0o600 });
});

afterAll(async () => {
	await sim[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true, force: true });
});

function open(): EndingStage {
	const args = ["--kubeconfig", join(folder, "config")];
	return new EndingStage({ args, home: folder, door: "ending-door", env: {} });
}

it("an editor that is killed leaves nothing behind: neither to our screen nor to the shell that we came from", async () => {
	using stage = open();
	const { program } = stage;
	await endingStates["shell"]?.enter(stage);
	expect(program.emulator.modes()).toMatchObject({ alternate: true, mouseTrackingMode: "drag", wraparoundMode: false });
	program.send("K", 0);
	await program.shows("watch live");
	await program.shows("has ended, exit code 137.");
	expect(program.emulator.modes()).toMatchObject({ mouseTrackingMode: "vt200", originMode: false });
	program.send("q", 1);
	await stage.isRestored(0, []);
});

it("a window of another size is told to the program, and one that is left in the background draws itself anew", async () => {
	using stage = open();
	const { program } = stage;
	await endingStates["shell"]?.enter(stage);
	await program.resize(120, 40);
	await program.shows("editor 120x40");
	program.send("abc\x1dd", 0);
	await program.shows(":sessions leads back to it");
	await program.resize(130, 41);
	await program.press(":");
	await program.type("sessions");
	await program.press("enter");
	await program.shows(/^▸shell-1 +payments\/ledger\S* \(ledger\) +open/m);
	program.send("\r", 1);
	await program.shows(/editor 130x41\nabc/);
	program.send("\x1dx", 0);
	await program.shows("you ended the connection");
	await program.press("esc");
	program.send("q", 1);
	await stage.isRestored(0, []);
	expect(program.emulator.modes()).toEqual(untouchedModes);
});
