import { describe, expect, test, vi } from "vitest";
import type { Forward } from "../../src/forwards/forward.ts";
import { openExec } from "../../src/kube/streams/open-exec.ts";
import type { ProcessEnd, RemoteProcess } from "../../src/kube/streams/remote-process.ts";
import { type ForwardStage, forwardStage, listening } from "../forwards/forward-stage.ts";
import { until } from "../kube/transport/loopback.ts";
import { type ChaosLine, openChaosLine } from "../support/chaos-line.ts";
import { client } from "../support/local-client.ts";

// Two minutes of the clock are a second of work, on a machine that is idle.
vi.setConfig({ testTimeout: 120_000 });

/** The longest that anybody may be left in the dark. */
const toldWithinS = 65;

interface Stage extends AsyncDisposable {
	readonly it: ForwardStage;
	readonly line: ChaosLine;
}

/** A cluster with a pod at the far end of a line. */
async function stage(): Promise<Stage> {
	let line: ChaosLine | undefined;
	const it = await forwardStage({
		async behind(url, clock) {
			line = await openChaosLine(url, clock);
			return line.url;
		},
	});
	if (line === undefined) throw new Error("there is no line");
	const opened = line;
	it.addPod("web-1");
	return {
		it,
		line: opened,
		async [Symbol.asyncDispose]() {
			opened.temper = "well";
			await it[Symbol.asyncDispose]();
			await opened[Symbol.asyncDispose]();
		},
	};
}

/** Let a second pass, and all that goes over the line in it, for which the system is given a moment of its own. */
async function second({ it }: Stage): Promise<void> {
	await it.clock.advance(1_000);
	for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
	await new Promise((resolve) => setTimeout(resolve, 3));
}

/** Seconds until something is so. */
async function secondsUntil(at: Stage, isSo: () => boolean, most: number): Promise<number> {
	for (let passed = 0; passed <= most; passed++) {
		if (isSo()) return passed;
		await second(at);
	}
	throw new Error(`it was not so within ${most} s`);
}

async function pass(at: Stage, seconds: number): Promise<void> {
	for (let passed = 0; passed < seconds; passed++) await second(at);
}

describe("a shell", () => {
	async function shell({ it }: Stage) {
		const request = { namespace: "default", pod: "web-1", container: "web", argv: ["sh"], input: true, tty: true };
		const outcome = await openExec(it.transport, it.clock, request);
		if (!outcome.ok) throw new Error(outcome.failure.message);
		const process: RemoteProcess = outcome.value;
		const state: { heard: string; end: ProcessEnd | undefined } = { heard: "", end: undefined };
		process.onOutput((bytes) => {
			state.heard += Buffer.from(bytes).toString();
		});
		void process.ended.then((end) => {
			state.end = end;
		});
		process.resume();
		await until(() => state.heard.includes("$ "));
		return { process, state };
	}

	test.each<[string, (line: ChaosLine) => void]>([
		["reset", (line) => line.reset()],
		["truncated", (line) => line.truncate(1)],
	])("whose line is %s says so at once", async (_fault, act) => {
		await using at = await stage();
		const { process, state } = await shell(at);
		act(at.line);
		process.write(Buffer.from("echo hello\r"));
		expect(await secondsUntil(at, () => state.end !== undefined, toldWithinS)).toBeLessThanOrEqual(2);
		expect(state.end).toMatchObject({ how: "lost" });
	});

	test("in a blackhole of 60 s is told to be lost within 65 s", async () => {
		await using at = await stage();
		const { state } = await shell(at);
		at.line.temper = "blackhole";
		const told = await secondsUntil(at, () => state.end !== undefined, toldWithinS);
		expect(told).toBeLessThanOrEqual(toldWithinS);
		expect(state.end).toMatchObject({ how: "lost", failure: { kind: "timeout" } });
	});

	test("outlives a line that is away for 40 s, and loses nothing of what was typed", async () => {
		await using at = await stage();
		const { process, state } = await shell(at);
		at.line.temper = "blackhole";
		process.write(Buffer.from("echo hello\r"));
		await pass(at, 40);
		at.line.temper = "well";
		await until(() => state.heard.split("hello").length > 2);
		await pass(at, 60);
		expect(state.end).toBeUndefined();
		process.close();
	});

	test("over a line that drips goes on, if slowly", async () => {
		await using at = await stage();
		const { process, state } = await shell(at);
		at.line.temper = "drip";
		process.write(Buffer.from(`echo ${"x".repeat(1_000)}END\r`));
		await secondsUntil(at, () => state.heard.split("END").length > 2, 60);
		expect(state.end).toBeUndefined();
		process.close();
	});
});

describe("a forward", () => {
	async function forward({ it }: Stage): Promise<{ readonly forward: Forward; readonly port: number }> {
		const started = it.start({});
		const { localPort = 0 } = await listening(started);
		return { forward: started, port: localPort };
	}

	/** Ask for a page, and let time pass until it is there. */
	async function page(at: Stage, port: number, withinS: number): Promise<string> {
		const asking = client(port);
		asking.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
		await secondsUntil(at, () => asking.how !== "open", withinS);
		return asking.how === "reset" ? "reset" : asking.heard;
	}

	test.each<[string, (line: ChaosLine) => void]>([
		["reset", (line) => line.reset()],
		["truncated", (line) => line.truncate(1)],
	])("whose line is %s attaches again by itself", async (_fault, act) => {
		await using at = await stage();
		const { forward: it, port } = await forward(at);
		const states = new Set<string>();
		it.status.subscribe(() => states.add(it.status.get().state));
		act(at.line);
		await secondsUntil(at, () => states.has("re-attaching"), toldWithinS);
		await secondsUntil(at, () => it.status.get().state === "listening", toldWithinS);
		expect(await page(at, port, 30)).toContain('"pod":"web-1"');
	});

	test("in a blackhole of 60 s says within 65 s that it re-attaches, and does when the line is back", async () => {
		await using at = await stage();
		const { forward: it, port } = await forward(at);
		at.line.temper = "blackhole";
		const told = await secondsUntil(at, () => it.status.get().state === "re-attaching", toldWithinS);
		expect(told).toBeLessThanOrEqual(31);
		expect(it.status.get().failure?.kind).toBe("timeout");
		await pass(at, 60 - told);
		at.line.temper = "well";
		await secondsUntil(at, () => it.status.get().state === "listening", toldWithinS);
		expect(await page(at, port, 30)).toContain('"pod":"web-1"');
	});

	test("over a line that drips serves, if slowly", async () => {
		await using at = await stage();
		const { forward: it, port } = await forward(at);
		at.line.temper = "drip";
		expect(await page(at, port, 120)).toContain('"pod":"web-1"');
		expect(it.status.get().state).toBe("listening");
	});
});
