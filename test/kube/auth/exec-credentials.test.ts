import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createExecCredentials, type ExecHooks } from "../../../src/kube/auth/exec-credentials.ts";
import type { Credential, CredentialSource } from "../../../src/kube/connection-target.ts";
import { type ExecEntry, emptyCluster } from "../../../src/kube/kubeconfig/kubeconfig.ts";
import { CertificateAuthority } from "../../support/certificates.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** Every test starts real processes, which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });
const patience = 30_000;

const apiVersion = "client.authentication.k8s.io/v1";
const jane = new CertificateAuthority().issue({ commonName: "jane" });

let directory: string;
let clock: ManualClock;
let spawned: Parameters<typeof spawn>[];
/** Of the plugin that was started last, which leads a process group of this number. */
let lastPid: number;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), "yagura-plugin-"));
	clock = new ManualClock();
	spawned = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

interface Given extends Partial<ExecEntry> {
	readonly hooks?: ExecHooks;
	readonly ourEnv?: Readonly<Record<string, string>>;
}

/**
 * A source whose plugin runs `body` (JavaScript) and counts its runs in the file `runs`.
 * In `body`, `give(status)` prints a credential and `run` is the number of this run.
 */
function plugin(body: string, { hooks = {}, ourEnv = {}, ...exec }: Given = {}): CredentialSource {
	const path = join(directory, "plugin");
	const prelude = `
		const fs = require("node:fs");
		fs.appendFileSync(${JSON.stringify(join(directory, "runs"))}, "x");
		const run = fs.readFileSync(${JSON.stringify(join(directory, "runs"))}).length;
		const give = (status) => console.log(JSON.stringify({ kind: "ExecCredential", apiVersion: "${apiVersion}", status }));
	`;
	writeFileSync(path, `#!${process.execPath}\n${prelude}${body}`);
	chmodSync(path, 0o755);
	const count = (...call: Parameters<typeof spawn>) => {
		spawned.push(call);
		const child = spawn(...call);
		lastPid = child.pid ?? 0;
		return child;
	};
	return createExecCredentials({
		exec: {
			command: path,
			args: [],
			env: [],
			apiVersion,
			installHint: "",
			provideClusterInfo: false,
			interactiveMode: "Never",
			...exec,
		},
		userName: "u",
		cluster: { ...emptyCluster, server: "https://k" },
		endpoint: { server: new URL("https://k"), insecureSkipTlsVerify: false, disableCompression: false },
		hooks,
		machine: {
			clock,
			env: { PATH: process.env["PATH"], ...ourEnv },
			homeDirectory: directory,
			workingDirectory: directory,
			serviceAccountDirectory: directory,
			spawn: count as typeof spawn,
		},
	});
}

const runs = (): number => (existsSync(join(directory, "runs")) ? readFileSync(join(directory, "runs")).length : 0);

async function current(source: CredentialSource): Promise<Credential> {
	const credential = await source.current();
	if (!credential.ok) throw new Error(credential.failure.message);
	return credential.value;
}

async function problem(source: CredentialSource): Promise<string> {
	const credential = await source.current();
	if (credential.ok) throw new Error("a credential");
	expect(credential.failure.kind).toBe("unauthorised");
	return credential.failure.message.replaceAll(directory, "$");
}

const later = (afterMs: number): string => JSON.stringify(new Date(Date.UTC(2026, 0, 1) + afterMs).toISOString());

describe("a plugin", () => {
	it("runs once for twenty who ask at the same time", async () => {
		const source = plugin("setTimeout(() => give({ token: `t${run}` }), 50)");
		const credentials = await Promise.all(Array.from({ length: 20 }, () => current(source)));
		expect(new Set(credentials)).toEqual(new Set([{ generation: 1, authorization: "Bearer t1" }]));
		expect(runs()).toBe(1);
	});

	it("runs again when its credential has expired, and not before", async () => {
		const source = plugin(
			`give({ token: "t" + run, expirationTimestamp: run === 1 ? ${later(60_000)} : ${later(600_000)} })`,
		);
		expect(await current(source)).toMatchObject({ generation: 1 });
		await clock.advance(60_000);
		expect(await current(source)).toMatchObject({ generation: 1 });
		await clock.advance(1);
		await Promise.all(Array.from({ length: 20 }, () => current(source)));
		expect(await current(source)).toEqual({ generation: 2, authorization: "Bearer t2" });
		expect(runs()).toBe(2);
	});

	it("runs once more for all whose credential the server rejects", async () => {
		const source = plugin("give({ token: `t${run}` })");
		const rejected = await current(source);
		const fresh = await Promise.all(Array.from({ length: 20 }, () => source.refresh(rejected)));
		for (const one of fresh)
			expect(one).toMatchObject({ ok: true, value: { generation: 2, authorization: "Bearer t2" } });
		expect(await source.refresh(rejected)).toMatchObject({ value: { generation: 2 } });
		expect(runs()).toBe(2);
	});

	it("rests 10 s when its fresh credential is rejected too", async () => {
		const source = plugin("give({ token: `t${run}` })");
		const second = await source.refresh(await current(source));
		if (!second.ok) throw new Error(second.failure.message);
		expect(await source.refresh(second.value)).toMatchObject({ ok: false, failure: { kind: "unauthorised" } });
		expect(runs()).toBe(2);
		await clock.advance(10_000);
		expect(await source.refresh(second.value)).toMatchObject({ ok: true, value: { generation: 3 } });
	});

	it("rests 10 s after it failed", async () => {
		const source = plugin("if (run === 1) process.exit(1); give({ token: 't' })");
		await problem(source);
		expect(await problem(source)).toContain("exit code 1");
		expect(runs()).toBe(1);
		await clock.advance(10_000);
		expect(await current(source)).toMatchObject({ authorization: "Bearer t" });
	});

	it("keeps one object for a certificate that stays the same", async () => {
		const source = plugin(`give(${JSON.stringify({ clientCertificateData: jane.cert, clientKeyData: jane.key })})`);
		const first = await current(source);
		const second = await source.refresh(first);
		expect(first.clientCertificate).toEqual(jane);
		expect(second.ok && second.value.clientCertificate).toBe(first.clientCertificate);
	});

	it("gets its arguments untouched by any shell, its environment over ours, and no stdin", async () => {
		const source = plugin(
			"give({ token: [...process.argv.slice(2), process.env.A, process.env.B, fs.readFileSync(0, 'utf8')].join('|') })",
			{ args: ["$HOME", "a b", "; exit"], env: [{ name: "A", value: "theirs" }], ourEnv: { A: "ours", B: "ours" } },
		);
		expect((await current(source)).authorization).toBe("Bearer $HOME|a b|; exit|theirs|ours|");
	});

	it("is told in KUBERNETES_EXEC_INFO whom to answer", async () => {
		const source = plugin("give({ token: process.env.KUBERNETES_EXEC_INFO })");
		expect((await current(source)).authorization).toBe(
			`Bearer {"kind":"ExecCredential","apiVersion":"${apiVersion}","spec":{"interactive":false}}`,
		);
	});

	it("may leave a child with its output open", async () => {
		const source = plugin(
			"require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: ['ignore', 1, 2] }).unref(); give({ token: 't' }); process.exit(0)",
		);
		const credential = current(source);
		await vi.waitFor(() => expect(clock.waiting).toBe(2), patience);
		await clock.advance(1000);
		expect(await credential).toMatchObject({ authorization: "Bearer t" });
		process.kill(-lastPid, "SIGKILL");
	});
});

describe("a plugin that fails says how", () => {
	it.each([
		[
			"an exit code, with what it said",
			"console.error('log in\\nfirst'); process.exit(3)",
			"ended with exit code 3; it said: log in first",
		],
		["a signal", "process.kill(process.pid, 'SIGKILL')", "was ended by SIGKILL"],
		["garbage", "console.log('hello')", "did not print an ExecCredential"],
		["no credential", "give({})", "returned neither a token nor a certificate"],
		["an expired one", `give({ token: 't', expirationTimestamp: ${later(-1000)} })`, "expired at"],
		["far too much", "process.stdout.write('x'.repeat(2 ** 21)); setTimeout(() => {}, 60000)", "wrote more than"],
	])("%s", async (_name, body, message) => {
		expect(await problem(plugin(body))).toMatch(new RegExp(`^credential plugin \\$/plugin: .*${message}`));
	});

	it("only the end of a long complaint is kept", async () => {
		const message = await problem(plugin("process.stderr.write('x'.repeat(100000) + ' end', () => process.exit(1))"));
		expect(message).toMatch(/ end$/);
		expect(message.length).toBeLessThan(2200);
	});

	it("not found, with the hint on how to install it", async () => {
		expect(
			await problem(plugin("", { command: "no-such-plugin", installHint: "to get it:\n  brew install it\n" })),
		).toBe("credential plugin no-such-plugin: not found in PATH; to get it: brew install it");
	});

	it("not executable", async () => {
		const source = plugin("");
		chmodSync(join(directory, "plugin"), 0o644);
		expect(await problem(source)).toBe("credential plugin $/plugin: is not executable");
	});

	it("not a program", async () => {
		const source = plugin("");
		writeFileSync(join(directory, "plugin"), "#!/no/such/interpreter\n");
		expect(await problem(source)).toContain("could not be started");
	});
});

describe("a plugin that does not end", () => {
	it("is ended with all it started when its 60 s are over", async () => {
		const source = plugin(`
			const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
			const child = require("node:child_process").spawn(process.execPath, ["-e", stubborn], { stdio: "inherit" });
			process.on("SIGTERM", () => {});
			fs.writeFileSync(${JSON.stringify(join(directory, "child"))} + ".new", String(child.pid));
			fs.renameSync(${JSON.stringify(join(directory, "child"))} + ".new", ${JSON.stringify(join(directory, "child"))});
			setInterval(() => {}, 1000);
		`);
		const message = problem(source);
		await vi.waitFor(() => expect(existsSync(join(directory, "child"))).toBe(true), patience);
		await clock.advance(60_000);
		await clock.advance(2000);
		expect(await message).toContain("gave no answer in 60 s and was ended");
		const child = Number(readFileSync(join(directory, "child"), "utf8"));
		await vi.waitFor(() => expect(isRunning(child)).toBe(false), patience);
		expect(clock.waiting).toBe(0);
	});

	it("is ended when the last who asked gives up, and may run again", async () => {
		const source = plugin("if (run === 1) setInterval(() => {}, 1000); else give({ token: 't' })");
		const [one, two] = [new AbortController(), new AbortController()];
		const both = [source.current(one.signal), source.current(two.signal)];
		await vi.waitFor(() => expect(runs()).toBe(1), patience);
		one.abort();
		expect(await both[0]).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
		expect(isRunning(lastPid)).toBe(true);
		two.abort();
		expect(await both[1]).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
		expect(await current(source)).toMatchObject({ authorization: "Bearer t" });
	});
});

describe("a plugin and the user", () => {
	const lend: NonNullable<ExecHooks["interaction"]> = (_plugin, _why, run) => run();

	it.each([
		["Never", lend, false],
		["IfAvailable", undefined, false],
		["IfAvailable", lend, false],
		["Always", lend, true],
	])("of mode %s with a terminal to lend %s: interactive %s", async (interactiveMode, interaction, interactive) => {
		const hooks = interaction === undefined ? {} : { interaction };
		const source = plugin("give({ token: process.env.KUBERNETES_EXEC_INFO })", { interactiveMode, hooks });
		expect((await current(source)).authorization).toContain(`"interactive":${interactive}`);
		const expected = interactive ? ["inherit", "pipe", "inherit"] : ["ignore", "pipe", "pipe"];
		expect(spawned[0]?.[2]).toMatchObject({ stdio: expected, detached: !interactive });
	});

	it("that may ask gets the terminal when it fails without, and the user is told why", async () => {
		const body = `if (JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.interactive) give({ token: "t" });
			else { console.error("MFA code?"); process.exit(3); }`;
		const why: string[] = [];
		const interaction: typeof lend = (_plugin, problem, run) => {
			why.push(problem ?? "");
			return run();
		};
		const source = plugin(body, { interactiveMode: "IfAvailable", hooks: { interaction } });
		expect((await current(source)).authorization).toBe("Bearer t");
		expect(why).toEqual(["ended with exit code 3; it said: MFA code?"]);
		expect(runs()).toBe(2);
	});

	it("that is not given the terminal has failed as it did without", async () => {
		const refuse: NonNullable<ExecHooks["interaction"]> = async () => undefined;
		const may = plugin("process.exit(3)", { interactiveMode: "IfAvailable", hooks: { interaction: refuse } });
		expect(await problem(may)).toContain("exit code 3");
		const must = plugin("", { interactiveMode: "Always", hooks: { interaction: refuse } });
		expect(await problem(must)).toContain("not given the terminal");
	});

	it("that has said something, such as a device code, has five minutes, too", async () => {
		const said: string[] = [];
		const source = plugin("console.error('enter code 1234'); setInterval(() => {}, 1000)", {
			hooks: { follow: () => ({ tell: (line) => said.push(line), [Symbol.dispose]() {} }) },
		});
		const message = problem(source);
		await vi.waitFor(() => expect(said).toEqual(["enter code 1234"]), patience);
		await clock.advance(299_000);
		expect(isRunning(lastPid)).toBe(true);
		await clock.advance(1_000);
		expect(await message).toContain("gave no answer in 300 s");
	});

	it("that must ask is not run without a terminal", async () => {
		expect(await problem(plugin("", { interactiveMode: "Always" }))).toContain("needs a terminal");
		expect(runs()).toBe(0);
	});

	it("that asks has five minutes", async () => {
		const source = plugin("setInterval(() => {}, 1000)", { interactiveMode: "Always", hooks: { interaction: lend } });
		const message = problem(source);
		await vi.waitFor(() => expect(runs()).toBe(1), patience);
		await clock.advance(299_000);
		expect(isRunning(lastPid)).toBe(true);
		await clock.advance(1000);
		expect(await message).toContain("gave no answer in 300 s");
	});

	it("says what it has to say as it says it", async () => {
		const said: string[] = [];
		const source = plugin("console.error('go to https://x\\nenter code 1234'); give({ token: 't' })", {
			hooks: { follow: () => ({ tell: (text) => said.push(text), [Symbol.dispose]: () => said.push("end") }) },
		});
		await current(source);
		expect(said).toEqual(["go to https://x", "enter code 1234", "end"]);
	});

	it("is shown for approval once, and not run without it", async () => {
		const approve = vi.fn<NonNullable<ExecHooks["approve"]>>(async () => false);
		const source = plugin("give({ token: 't' })", { hooks: { approve }, args: ["login"] });
		expect(await problem(source)).toContain("plugin not approved");
		await clock.advance(60_000);
		expect(await problem(source)).toContain("plugin not approved");
		expect(approve).toHaveBeenCalledExactlyOnceWith({
			path: join(directory, "plugin"),
			args: ["login"],
			userName: "u",
		});
		expect(runs()).toBe(0);
	});
});

function isRunning(pid: number): boolean {
	try {
		// A process that has ended but was not waited for has no command line.
		process.kill(pid, 0);
		return !existsSync("/proc/self") || readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
	} catch {
		return false;
	}
}
