import { describe, expect, test } from "vitest";
import { openAttach } from "../../../src/kube/streams/open-attach.ts";
import { openExec } from "../../../src/kube/streams/open-exec.ts";
import type { ExecRequest, RemoteProcess } from "../../../src/kube/streams/remote-process.ts";
import type { Transport } from "../../../src/kube/transport/transport.ts";
import type { Sim } from "../../../src/sim/sim.ts";
import { kinds } from "../../../src/sim/world/kinds.ts";
import { emptySim } from "../../sim/world.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { simTarget } from "../../support/sim-target.ts";
import { transportTo, until } from "../transport/loopback.ts";

async function simWithPod(options: Parameters<typeof emptySim>[0] = {}): Promise<Sim> {
	const { sim } = await emptySim(options);
	sim.store.create(kinds.pods, {
		metadata: { name: "api", namespace: "default" },
		spec: { containers: [{ name: "api", image: "x", stdin: true }] },
		status: {
			containerStatuses: [{ name: "api", restartCount: 0, state: { running: { startedAt: "2025-12-31T00:00:00Z" } } }],
		},
	});
	return sim;
}

function run(argv: readonly string[], more: Partial<ExecRequest> = {}): ExecRequest {
	return { namespace: "default", pod: "api", container: "api", argv, input: false, tty: false, ...more };
}

/** A process that must have come about, and all that it writes. */
async function opened(transport: Pick<Transport, "dial">, request: ExecRequest) {
	const outcome = await openExec(transport, new ManualClock(), request);
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return listened(outcome.value);
}

function listened(process: RemoteProcess) {
	const heard = { stdout: "", stderr: "" };
	process.onOutput((bytes, from) => {
		heard[from] += Buffer.from(bytes).toString();
	});
	return { process, heard };
}

/** The transport as a server would have it that speaks but the older protocol. */
function older(transport: Transport): Pick<Transport, "dial"> {
	return { dial: (request) => transport.dial({ ...request, protocols: request.protocols.slice(1) }) };
}

describe.each(["v5", "v4"] as const)("over %s", (version) => {
	const over = (transport: Transport) => (version === "v5" ? transport : older(transport));

	test("what a command writes arrives, by its stream, and then its exit code", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const { process, heard } = await opened(over(transport), run(["sh", "-c", "echo out; echo err >&2; exit 7"]));
		process.resume();
		expect(await process.ended).toEqual({ how: "exited", code: 7 });
		expect(heard).toEqual({ stdout: "out\n", stderr: "err\n" });
	});

	test("a program that is not there is a failure that names it", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const { process } = await opened(over(transport), run(["nonsense"]));
		process.resume();
		expect(await process.ended).toMatchObject({ how: "failed", failure: { kind: "absent", code: "ENOENT" } });
	});

	test("in a terminal: sizes are told, keys are echoed, both outputs are one", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const { process, heard } = await opened(over(transport), run(["sh"], { input: true, tty: true }));
		process.resume();
		process.resize(132, 50);
		process.write(Buffer.from("stty size\r"));
		process.write(Buffer.from("exit 3\r"));
		expect(await process.ended).toEqual({ how: "exited", code: 3 });
		expect(heard.stdout).toContain("50 132\r\n");
	});
});

test("the end of the input can be told in v5 and only there", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const { process, heard } = await opened(transport, run(["cat"], { input: true }));
	process.resume();
	expect(process.canCloseInput).toBe(true);
	process.write(Buffer.from("some "));
	process.write(Buffer.from("text"));
	process.closeInput();
	process.closeInput();
	process.write(Buffer.from("never"));
	expect(await process.ended).toEqual({ how: "exited", code: 0 });
	expect(heard.stdout).toBe("some text");
	const outdated = await opened(older(transport), run(["cat"], { input: true }));
	expect(outdated.process.canCloseInput).toBe(false);
	outdated.process.close();
});

test("nothing is told before somebody listens, and the end not before the last of it", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const { process, heard } = await opened(transport, run(["echo", "hello"]));
	let over = false;
	void process.ended.then(() => {
		over = true;
	});
	for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
	expect([heard.stdout, over]).toEqual(["", false]);
	process.resume();
	expect(heard.stdout).toBe("hello\n");
	expect(await process.ended).toEqual({ how: "exited", code: 0 });
});

test("who leaves is told at once that what became of it is not known", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const { process } = await opened(transport, run(["cat"], { input: true }));
	process.close();
	expect(await process.ended).toMatchObject({ how: "lost", failure: { kind: "cancelled" } });
	const given = new AbortController();
	const other = await opened(transport, run(["cat"], { input: true, signal: given.signal }));
	given.abort();
	expect(await other.process.ended).toMatchObject({ how: "lost", failure: { kind: "cancelled" } });
});

test("a server that goes away in the middle", async () => {
	const sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const { process } = await opened(transport, run(["cat"], { input: true }));
	process.resume();
	await sim.stop();
	expect(await process.ended).toMatchObject({ how: "lost" });
});

test("attach: what is typed is heard by who reads", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const outcome = await openAttach(transport, new ManualClock(), run([], { input: true }));
	if (!outcome.ok) throw new Error(outcome.failure.message);
	const { process, heard } = listened(outcome.value);
	process.resume();
	process.write(Buffer.from("hello\n"));
	await until(() => heard.stdout.includes("hello\n"));
	process.close();
});

test.each([
	["no such pod", run(["true"], { pod: "none" }), "absent"],
	["no such container", run(["true"], { container: "none" }), "invalid"],
])("%s: no process comes about", async (_what, request, kind) => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	expect(await openExec(transport, new ManualClock(), request)).toMatchObject({ ok: false, failure: { kind } });
});

test("read-only: neither is opened", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url), { readOnly: true });
	const refused = { ok: false, failure: { kind: "refused" } };
	expect(await openExec(transport, new ManualClock(), run(["true"]))).toMatchObject(refused);
	expect(await openAttach(transport, new ManualClock(), run([]))).toMatchObject(refused);
	expect(sim.requests).toEqual([]);
});
