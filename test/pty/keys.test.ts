import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { commands } from "../../views/commands/catalogue.ts";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";
import { keyProofs, leaving } from "./key-proofs.ts";
import { KeyStage } from "./key-stage.ts";

const bundle = join(import.meta.dirname, "../../dist/yagura.mjs");
const size = { columns: 160, rows: 45 };

let folder: string;
let kubeconfig: string;
let sim: Sim;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "yagura-keys-"));
	sim = await startDemo(systemClock);
	kubeconfig = join(folder, "config");
	writeFileSync(kubeconfig, sim.kubeconfig(), { mode: 0o600 });
});

afterAll(async () => {
	await sim[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true });
});

async function open(): Promise<PtyProgram> {
	const program = new PtyProgram({
		command: process.execPath,
		args: [bundle, "--kubeconfig", kubeconfig],
		env: { HOME: folder, TZ: "UTC" },
		cwd: folder,
		...size,
	});
	await program.shows("watch live");
	return program;
}

describe("every key of the key table does what its command says", () => {
	let stage: KeyStage;

	beforeAll(async () => {
		stage = new KeyStage(await open(), sim, folder);
	});

	afterAll(() => stage.program[Symbol.dispose]());

	const pressed = commands
		.filter(({ id }) => !leaving.includes(id))
		.flatMap(({ id, keys }) => keys.map((chord) => ({ id, chord })));

	it.each(pressed)("$chord: $id", async ({ id, chord }) => {
		await keyProofs[id](stage, () => stage.press(chord), chord);
	});

	it("has a proof for every command", () => {
		expect(Object.keys(keyProofs).toSorted()).toEqual(commands.map(({ id }) => id).toSorted());
	});
});

describe("leaving", () => {
	it.each(["ctrl-c", ":q", ":quit"])("%s ends the program with the terminal as it was", async (way) => {
		using program = await open();
		if (way.startsWith(":")) {
			await program.press(":");
			await program.type(way.slice(1));
			await program.press("enter");
		} else await program.press(way);
		expect(await program.exited()).toEqual({ exitCode: 0 });
		expect(program.emulator.modes()).toEqual(untouchedModes);
	});

	it(":suspend goes to the shell, and fg comes back", async () => {
		using program = new PtyProgram({
			command: "/bin/bash",
			args: ["--norc", "--noprofile", "-i"],
			env: { HOME: folder, TZ: "UTC", PS1: "shell> ", HISTFILE: "/dev/null" },
			...size,
		});
		await program.shows("shell>");
		program.send(`'${process.execPath}' '${bundle}' --kubeconfig '${kubeconfig}'\r`, 0);
		await program.shows("watch live");
		await program.press(":");
		await program.type("suspend");
		program.send("\r", 0);
		await program.shows("Stopped");
		expect(program.emulator.modes()["alternate"]).toBe(false);
		program.send("fg\r", 0);
		await program.until("the alternate screen", () => program.emulator.alternate);
		await program.shows("watch live");
	});
});
