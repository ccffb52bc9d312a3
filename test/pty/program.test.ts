import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";

const bundle = join(import.meta.dirname, "../../dist/yagura.mjs");
const flags = ["--max-semi-space-size=2"];

let home: string;
let program: PtyProgram | undefined;

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "yagura-home-"));
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
	rmSync(home, { recursive: true, force: true });
});

function start(
	args: readonly string[],
	size: { columns: number; rows: number } = { columns: 100, rows: 30 },
): PtyProgram {
	program = new PtyProgram({
		command: process.execPath,
		args: [...flags, bundle, ...args],
		env: { HOME: home, TZ: "UTC" },
		...size,
	});
	return program;
}

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
	const env = { PATH: process.env["PATH"], HOME: home };
	const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], { env, encoding: "utf8" });
	return { code: status, out: stdout, err: stderr };
}

describe("the command line", () => {
	const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
		version: string;
	};

	it.each<[readonly string[], number, RegExp, RegExp]>([
		[["--version"], 0, new RegExp(`^${version}\\n$`), /^$/],
		[["--help"], 0, /Usage: yagura[^]*--kubeconfig[^]*--read-only[^]*demo/, /^$/],
		[["demo", "--help"], 0, /Usage: yagura demo/, /^$/],
		[["--no-such-flag"], 2, /^$/, /unknown option '--no-such-flag'[^]*--help/],
		[["--context"], 2, /^$/, /'--context <name>' argument missing/],
		[["pods", "too", "many"], 2, /^$/, /too many arguments/],
		[["demo"], 1, /^$/, /needs a terminal/],
	])("%j", (args, code, out, err) => {
		const result = run(...args);
		expect(result.err).toMatch(err);
		expect(result.out).toMatch(out);
		expect(result.code).toBe(code);
	});
});

describe("without a cluster", () => {
	it.each([
		["no is no", "n\r"],
		["and so is the end of the input", "\x04"],
	])("says that no kubeconfig was found and offers the demo; %s", async (_, answer) => {
		const asked = start([]);
		await asked.shows("Open the demo");
		expect(asked.emulator.text()).toContain(".kube/config");
		asked.send(answer, 0);
		await asked.shows("yagura demo");
		expect((await asked.exited()).exitCode).toBe(1);
	});

	it("opens the demo on enter", async () => {
		const asked = start([]);
		await asked.shows("Open the demo");
		asked.send("\r", 0);
		await asked.shows(/DEMO .*watch live/);
	});

	it("names the file and the line of a kubeconfig that makes no sense", async () => {
		const file = join(home, "broken");
		writeFileSync(file, "apiVersion: v1\nkind: Config\nclusters: [\n");
		const broken = start(["--kubeconfig", file]);
		expect((await broken.exited()).exitCode).toBe(1);
		expect(broken.emulator.text().replaceAll("\n", "")).toContain(file);
	});
});

describe("the configuration", () => {
	it("that is not understood ends the start with file, line and what was expected", async () => {
		mkdirSync(join(home, ".config/yagura"), { recursive: true });
		writeFileSync(join(home, ".config/yagura/config.yaml"), "production:\n- prod-*\n- 7\n");
		const stopped = start(["demo"], { columns: 200, rows: 30 });
		expect((await stopped.exited()).exitCode).toBe(1);
		expect(stopped.emulator.text()).toMatch(/config\.yaml, line 3: production: expected a list of texts/);
	});

	it("marks the contexts that are production; another context is entered without a restart", async () => {
		mkdirSync(join(home, ".config/yagura"), { recursive: true });
		writeFileSync(join(home, ".config/yagura/config.yaml"), "production: [demo]\n");
		const screen = start(["demo"]);
		await screen.shows(/demo +PRODUCTION +DEMO .*watch live/);
		await screen.press(":");
		await screen.type("ctx demo-production");
		await screen.press("enter");
		await screen.shows(/demo-production +PRODUCTION +DEMO .*watch live/);
		await screen.press("q");
		expect((await screen.exited()).exitCode).toBe(0);
	});
});

describe("a credential plugin", () => {
	it("is asked about, gets the terminal when it has a question, and signs in", async () => {
		await using server = await startDemo(systemClock, { tls: true });
		const token = server.tokens.get("admin") ?? "";
		const file = join(home, "plugin");
		const give = `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"${token}"}}'`;
		writeFileSync(file, `#!/bin/sh\nprintf 'Code? ' >&2\nread code\n[ "$code" = 1234 ] && ${give}\n`, { mode: 0o755 });
		const exec = `{apiVersion: client.authentication.k8s.io/v1, command: ${file}, interactiveMode: Always}`;
		const text = server.kubeconfig().replaceAll(/ {4}user:\n {6}token: .*/g, `    user: {exec: ${exec}}`);
		writeFileSync(join(home, "exec"), text, { mode: 0o600 });
		const screen = start(["--kubeconfig", join(home, "exec"), "--trust-exec"]);
		await screen.shows("Give the terminal to this program");
		// Keys that come at once are no answer: two turns of the clock in the header are a second at least.
		const seconds = new Set<string | undefined>();
		await screen.until("the dialog to listen", () => {
			seconds.add(/\d\d:\d\d:\d\d/.exec(screen.emulator.text())?.[0]);
			return seconds.size >= 3;
		});
		screen.send("\t", 1);
		await screen.shows("▸[ Give ]");
		screen.send("\r", 1);
		await screen.shows("Code?");
		screen.send("1234\r", 0);
		await screen.shows("watch live");
		await screen.press("q");
		expect((await screen.exited()).exitCode).toBe(0);
		expect(screen.emulator.modes()).toEqual(untouchedModes);
	});
});

describe("on the simulated company", () => {
	let sim: Sim;
	let kubeconfig: string;

	beforeEach(async () => {
		sim = await startDemo(systemClock);
		kubeconfig = join(home, "config");
		writeFileSync(kubeconfig, sim.kubeconfig(), { mode: 0o600 });
	});

	afterEach(async () => {
		await sim[Symbol.asyncDispose]();
	});

	it("shows pods, drills in, filters and leaves with the terminal as it was", async () => {
		const screen = start(["--kubeconfig", kubeconfig]);
		await screen.shows("watch live");
		expect(screen.emulator.modes()["alternate"]).toBe(true);
		await screen.press("/");
		await screen.type("crashloop");
		await screen.press("enter");
		await screen.shows(/▸payments +api-.*CrashLoopBackOff/);
		await screen.press("enter");
		await screen.shows("containers  Pod api-");
		await screen.press("esc");
		await screen.shows("pods  all namespaces  /crashloop");
		await screen.press(":");
		await screen.type("no");
		await screen.press("enter");
		await screen.shows(/nodes .*24/);
		await screen.press("q");
		expect(await screen.exited()).toEqual({ exitCode: 0 });
		expect(screen.emulator.modes()).toEqual(untouchedModes);
	});

	it("opens the kind, context and namespace it is asked for", async () => {
		const screen = start(["deploy", "--kubeconfig", kubeconfig, "-n", "search", "--read-only"]);
		await screen.shows(/READ-ONLY[^]*deployments {2}search/);
		await screen.shows("watch live");
		expect(screen.emulator.text()).not.toContain("payments");
	});

	it("follows the size of its window", async () => {
		const screen = start(["--kubeconfig", kubeconfig], { columns: 80, rows: 24 });
		await screen.shows("watch live");
		// A warning (the simulated API is not https) stands in the place of the keys until one is pressed.
		await screen.shows("is not https");
		await screen.press("j");
		await screen.resize(160, 45);
		await screen.shows(/NODE +AGE/);
		await screen.resize(60, 15);
		await screen.until("the frame to fit", () => screen.emulator.lines().at(-1)?.includes("all keys") ?? false);
	});

	it.each([
		["SIGTERM", 143],
		["SIGHUP", 129],
		["SIGINT", 130],
	] as const)("on %s the terminal is as it was", async (signal, code) => {
		const screen = start(["--kubeconfig", kubeconfig]);
		await screen.shows("watch live");
		screen.signal(signal);
		expect((await screen.exited()).exitCode).toBe(code);
		expect(screen.emulator.modes()).toEqual(untouchedModes);
	});

	it("opens no debugger port on SIGUSR1, and was started with a small young generation", async () => {
		const screen = start(["--kubeconfig", kubeconfig]);
		await screen.shows("watch live");
		screen.signal("SIGUSR1");
		await screen.press("?");
		await screen.shows(messages.commands["cursor.down"].doc);
		expect(screen.emulator.text()).not.toContain("Debugger");
		const command = readFileSync(`/proc/${screen.pid}/cmdline`, "utf8").split("\0");
		expect(command).toContain("--max-semi-space-size=2");
		await screen.press("q");
		await screen.press("q");
		await screen.exited();
		expect(screen.emulator.text()).not.toContain("Debugger");
	});
});

describe("every way of starting", () => {
	it.each([
		["npm start", readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")],
		["the bundle's first line", readFileSync(bundle, "utf8").split("\n", 1)[0] ?? ""],
	])("%s keeps the young generation small", (_way, text) => {
		expect(text).toContain("--max-semi-space-size=2");
	});
});
