import { expect, test } from "vitest";
import { openExec } from "../../../src/kube/streams/open-exec.ts";
import type { ProcessEnd } from "../../../src/kube/streams/remote-process.ts";
import { OPCODE } from "../../sim/wire/websocket-frames.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { simTarget } from "../../support/sim-target.ts";
import { transportTo, until } from "../transport/loopback.ts";
import { type RawPeer, serveRaw, serverFrame } from "./raw-server.ts";

/** A process at a server that does as the test says. */
async function stage() {
	const { server, peers } = await serveRaw();
	const clock = new ManualClock(undefined, 10);
	const transport = transportTo(simTarget(`http://127.0.0.1:${server.port}`));
	const request = { namespace: "n", pod: "p", container: "c", argv: ["sh"], input: true, tty: true };
	const outcome = await openExec(transport, clock, request);
	const [peer] = peers;
	if (!outcome.ok || peer === undefined) throw new Error("it is not open");
	const process = outcome.value;
	let end: ProcessEnd | undefined;
	void process.ended.then((how) => {
		end = how;
	});
	return {
		clock,
		peer,
		process,
		end: () => end,
		async [Symbol.asyncDispose]() {
			process.close();
			await transport[Symbol.asyncDispose]();
			await server[Symbol.asyncDispose]();
		},
	};
}

/** Let time pass in which each ping gets its answer, if it is to get one. */
async function pass(clock: ManualClock, peer: RawPeer, seconds: number): Promise<void> {
	for (let second = 0; second < seconds; second += 5) {
		const { pings } = peer;
		await clock.advance(5_000);
		if (!peer.socket.destroyed) await until(() => peer.pings > pings || peer.socket.destroyed);
		for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
	}
}

test("it is asked for a sign of life each 5 s, and lives as long as it gives one", async () => {
	await using it = await stage();
	it.process.resume();
	await pass(it.clock, it.peer, 300);
	expect(it.peer.pings).toBe(60);
	expect(it.end()).toBeUndefined();
});

test.each([true, false])("what goes silent is given up after 60 s; somebody listens: %s", async (listening) => {
	await using it = await stage();
	if (listening) it.process.resume();
	await pass(it.clock, it.peer, 10);
	it.peer.answers = false;
	await pass(it.clock, it.peer, 55);
	expect(it.end()).toBeUndefined();
	await it.clock.advance(5_000);
	expect(it.end()).toMatchObject({ how: "lost", failure: { kind: "timeout", code: "SILENT" } });
	expect(it.clock.waiting).toBe(0);
});

test("output is a sign of life as well", async () => {
	await using it = await stage();
	it.peer.answers = false;
	it.process.resume();
	for (let minute = 0; minute < 3; minute++) {
		let heard = false;
		const stop = it.process.onOutput(() => {
			heard = true;
		});
		await pass(it.clock, it.peer, 50);
		it.peer.say("\x01.");
		await until(() => heard);
		stop();
	}
	expect(it.end()).toBeUndefined();
});

test("output that nobody takes is held up to a bound; then the process waits, and nothing is lost", async () => {
	await using it = await stage();
	const total = 64 * 1024 * 1024;
	const message = serverFrame(OPCODE.binary, Buffer.concat([Uint8Array.of(1), Buffer.alloc(32_767, "x")]));
	let sent = 0;
	const send = (): void => {
		while (sent < total && it.peer.socket.write(message)) sent += 32_767;
	};
	it.peer.socket.on("drain", send);
	send();
	// The kernel's own buffers take some; after that nothing moves.
	let before = -1;
	for (let still = 0; still < 200; still = sent === before ? still + 1 : 0) {
		before = sent;
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(sent).toBeLessThan(total);
	// Who does not listen cannot hear a sign of life: that is no reason to give up.
	await it.clock.advance(600_000);
	expect(it.end()).toBeUndefined();
	let got = 0;
	it.process.onOutput((bytes) => {
		got += bytes.length;
	});
	it.process.resume();
	await until(() => sent >= total && got >= total);
});

test("a process that does not read makes who writes wait, and all of it arrives", async () => {
	await using it = await stage();
	it.process.resume();
	it.peer.socket.pause();
	const chunk = Buffer.alloc(256 * 1024, "y");
	let written = 0;
	while (it.process.write(chunk)) {
		written += chunk.length;
		await new Promise((resolve) => setImmediate(resolve));
		if (written > 64 * 1024 * 1024) throw new Error("it never has enough");
	}
	written += chunk.length;
	let drained = 0;
	it.process.onDrain(() => {
		drained++;
	});
	it.peer.socket.resume();
	await until(() => drained > 0);
	const heard = (): number => it.peer.heard.reduce((sum, { payload }) => sum + payload.length - 1, 0);
	await until(() => heard() === written);
	expect(drained).toBe(1);
	expect(it.peer.heard.every(({ payload }) => payload[0] === 0 && payload.length <= 32 * 1024 + 1)).toBe(true);
});

test.each<[string, (peer: RawPeer) => void, object]>([
	["goes away", (peer) => peer.socket.destroy(), { kind: "unreachable", code: "ECONNRESET" }],
	["resets", (peer) => peer.socket.resetAndDestroy(), { kind: "unreachable", code: "ECONNRESET" }],
	["says good-bye for no reason", (peer) => peer.say(Uint8Array.of(3, 232), OPCODE.close), { kind: "unreachable" }],
	[
		"says good-bye and why",
		(peer) => peer.say(Buffer.concat([Uint8Array.of(3, 243), Buffer.from("no\x1b[31m")]), OPCODE.close),
		{ kind: "server", message: "the server closed the stream (1011): no␛[31m" },
	],
	["sends a masked frame", (peer) => peer.socket.write(Uint8Array.of(130, 129, 0, 0, 0, 0, 1)), { kind: "invalid" }],
	["sends a frame of no known kind", (peer) => peer.socket.write(Uint8Array.of(131, 0)), { kind: "invalid" }],
	["breaks off in a frame", (peer) => peer.socket.end(Uint8Array.of(130, 100, 1)), { kind: "unreachable" }],
])("a server that %s", async (_what, act, failure) => {
	await using it = await stage();
	it.process.resume();
	act(it.peer);
	await until(() => it.end() !== undefined);
	expect(it.end()).toMatchObject({ how: "lost", failure });
	expect(it.clock.waiting).toBe(0);
	// What is said after the end goes nowhere.
	expect(it.process.write(Buffer.from("x"))).toBe(true);
	it.process.resize(1, 1);
	it.process.closeInput();
	it.process.close();
});

test("messages of no known channel, of none, and text in place of bytes do no harm", async () => {
	await using it = await stage();
	let heard = "";
	it.process.onOutput((bytes) => {
		heard += Buffer.from(bytes).toString();
	});
	it.process.resume();
	it.peer.say("");
	it.peer.say("\x09what");
	it.peer.say("\xff\0");
	it.peer.say("\x01a");
	it.peer.say("\x01", OPCODE.text);
	it.peer.say("\x01b", OPCODE.text);
	it.peer.say('\x03{"status":"Succ');
	it.peer.say('\x03ess"}');
	it.peer.socket.end();
	await until(() => it.end() !== undefined);
	expect(it.end()).toEqual({ how: "exited", code: 0 });
	expect(heard).toBe("ab");
});

test("a good-bye that is not answered is not waited for", async () => {
	await using it = await stage();
	it.process.close();
	await until(() => it.peer.heard.some(({ opcode }) => opcode === OPCODE.close));
	expect(it.end()).toMatchObject({ how: "lost", failure: { kind: "cancelled" } });
	await it.clock.advance(1_000);
	await until(() => it.peer.socket.destroyed);
	expect(it.clock.waiting).toBe(0);
});
