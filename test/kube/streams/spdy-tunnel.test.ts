import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TunnelConnection } from "../../../src/kube/streams/pod-tunnel.ts";
import { controlFrame, dataFrame, SPDY, uint32 } from "../../../src/sim/streams/spdy-frames.ts";
import { parseTranscript } from "../../sim/wire/transcript.ts";
import { until } from "../transport/loopback.ts";
import { spdyStage } from "./spdy-peer.ts";

/** What a connection tells, as it comes. */
function told(connection: TunnelConnection) {
	const events: string[] = [];
	connection.onData((bytes) => events.push(Buffer.from(bytes).toString()));
	connection.onEnd(() => events.push("<end>"));
	void connection.closed.then((why) => events.push(`<closed ${why?.kind ?? "well"}>`));
	return events;
}

test("what is said to a real API server is what kubectl says to it, and its answers are understood", async () => {
	const file = join(import.meta.dirname, "../../sim/goldens/port-forward.txt");
	const { lines } = parseTranscript(readFileSync(file, "utf8"));
	await using it = await spdyStage();
	const answers = (streams: readonly number[]): void => {
		for (const { from, about, text, data = "", bytes } of lines) {
			const [what, number] = about.split(" ");
			if (from !== "server" || !streams.includes(Number(number))) continue;
			it.peer.say(
				what === "DATA" ? dataFrame(Number(number), Buffer.from(data, "latin1"), text === "ends") : (bytes ?? ""),
			);
		}
	};
	const served: string[] = [];
	for (const [port, ...streams] of [
		[8080, 1, 3],
		[8080, 5, 7],
		[81, 9, 11],
	] as const) {
		const connection = it.tunnel.connect(port);
		if (port === 8080) connection.write(Buffer.from("GET /hello HTTP/1.0\r\n\r\n"));
		connection.onData((bytes) => served.push(Buffer.from(bytes).toString().split("\r\n\r\n")[1] ?? ""));
		connection.resume();
		await it.hears(`SYN_STREAM ${streams[1]}`);
		answers(streams.slice(0, 2));
		expect((await connection.closed)?.message.slice(0, 24)).toBe(port === 81 ? "error forwarding port 81" : undefined);
		await it.hears(`RST_STREAM ${streams[1]}`);
	}
	expect(served).toEqual(["served\n", "served\n"]);
	it.tunnel.close();
	await it.hears("close");
	// What was said first of two streams is not the point.
	const byStream = (all: readonly { about: string; text?: string; data?: string }[]) =>
		all.map(({ about, text = "", data = "" }) => `${about} ${about === "close" ? "" : text} ${data}`).toSorted();
	expect(byStream(await it.said())).toEqual(byStream(lines.filter(({ from }) => from === "client")));
});

test("nothing is sent before the stream is open; then all of it, in order, and the end", async () => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	expect(connection.write(Buffer.from("a"))).toBe(true);
	expect(connection.write(Buffer.alloc(70_000, "b"))).toBe(false);
	let drained = 0;
	connection.onDrain(() => {
		drained++;
	});
	connection.end();
	connection.write(Buffer.from("never"));
	await it.hears("SYN_STREAM 3");
	expect((await it.said()).filter(({ about }) => about === "DATA 3")).toEqual([]);
	it.reply(1);
	it.reply(3);
	await it.hears("DATA 3", "ends");
	const data = (await it.said()).filter(({ about }) => about === "DATA 3");
	expect(data.map(({ data = "" }) => data.length)).toEqual([1, 32_768, 32_768, 70_000 - 65_536, 0]);
	expect(drained).toBe(1);
});

test("each side may end before the other", async () => {
	await using it = await spdyStage();
	const ours = it.tunnel.connect(80);
	const theirs = it.tunnel.connect(80);
	const events = [told(ours), told(theirs)] as const;
	ours.resume();
	theirs.resume();
	await it.hears("SYN_STREAM 7");
	for (const stream of [1, 3, 5, 7]) it.reply(stream);
	ours.end();
	await it.hears("DATA 3", "ends");
	it.data(3, "still");
	it.data(7, "last", true);
	await until(() => events[1].length === 2);
	theirs.write(Buffer.from("more"));
	await it.hears("DATA 7");
	it.data(3, "", true);
	it.data(1, "", true);
	it.data(5, "", true);
	await until(() => events[0].length + events[1].length === 6);
	expect(events).toEqual([
		["still", "<end>", "<closed well>"],
		["last", "<end>", "<closed well>"],
	]);
});

test("bytes may come cut anywhere, and several frames in one message", async () => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	const events = told(connection);
	connection.resume();
	await it.hears("SYN_STREAM 3");
	const frames = Buffer.concat([
		controlFrame(SPDY.synReply, Buffer.concat([uint32(1), Buffer.from("78f9e3c6a7c2", "hex")])),
		controlFrame(SPDY.settings, uint32(0)),
		controlFrame(9, Buffer.concat([uint32(3), uint32(65_536)])),
		controlFrame(77, Buffer.from("nobody knows this type")),
		controlFrame(SPDY.synReply, uint32(3)),
		dataFrame(3, Buffer.from("abc"), false),
		dataFrame(3, Buffer.alloc(0), false),
		dataFrame(99, Buffer.from("for nobody"), true),
		dataFrame(3, Buffer.from("def"), true),
		dataFrame(1, Buffer.alloc(0), true),
	]);
	for (const byte of frames) it.peer.say(Uint8Array.of(byte));
	await until(() => events.at(-1) === "<closed well>");
	expect(events.join("")).toBe("abcdef<end><closed well>");
	const again = it.tunnel.connect(80);
	const more = told(again);
	again.resume();
	await it.hears("SYN_STREAM 7");
	it.peer.say(Buffer.concat([dataFrame(7, Buffer.from("whole"), true), dataFrame(5, Buffer.alloc(0), true)]));
	await until(() => more.length === 3);
	expect(more).toEqual(["whole", "<end>", "<closed well>"]);
});

test("who takes nothing makes the tunnel wait; it takes no more connections meanwhile, and nothing is lost", async () => {
	await using it = await spdyStage();
	const slow = it.tunnel.connect(80);
	const quick = it.tunnel.connect(80);
	quick.resume();
	await it.hears("SYN_STREAM 7");
	it.reply(3);
	it.reply(7);
	const chunk = dataFrame(3, Buffer.alloc(64 * 1024, "x"), false);
	for (let part = 0; part < 100; part++) it.peer.say(chunk);
	await until(() => !it.tunnel.takesMore);
	// Nobody asks a line whether it lives whose answers are not read.
	await it.clock.advance(600_000);
	let got = 0;
	slow.onData((bytes) => {
		got += bytes.length;
	});
	slow.resume();
	await until(() => got === 100 * 64 * 1024);
	expect(it.tunnel.takesMore).toBe(true);
});

test("a connection that is left while the tunnel waits for it lets the others go on", async () => {
	await using it = await spdyStage();
	const slow = it.tunnel.connect(80);
	const quick = it.tunnel.connect(80);
	const events = told(quick);
	quick.resume();
	await it.hears("SYN_STREAM 7");
	for (let part = 0; part < 100; part++) it.peer.say(dataFrame(3, Buffer.alloc(64 * 1024), false));
	it.data(7, "here");
	await until(() => !it.tunnel.takesMore);
	slow.close();
	await until(() => events.length > 0);
	expect(events).toEqual(["here"]);
	await it.hears("RST_STREAM 3", "status=5");
});

test("the other side's pings are answered, its streams refused; ours are asked each 5 s", async () => {
	await using it = await spdyStage();
	it.peer.say(controlFrame(SPDY.ping, uint32(2)));
	await it.hears("PING", "2");
	it.peer.say(controlFrame(SPDY.synStream, Buffer.concat([uint32(2), Buffer.alloc(6), Buffer.from("no zlib")])));
	await it.hears("RST_STREAM 2", "status=3");
	await it.clock.advance(5_000);
	await it.hears("PING", "1");
	it.peer.say(controlFrame(SPDY.ping, uint32(1)));
	await it.taken(4);
	await it.clock.advance(25_000);
	await it.hears("PING", "9");
});

test("a tunnel that goes silent is given up after 30 s, and says so", async () => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	await it.hears("SYN_STREAM 3");
	it.reply(3);
	await it.taken(2);
	await it.clock.advance(30_000);
	expect(await it.tunnel.closed).toMatchObject({ kind: "timeout", code: "SILENT" });
	expect(await connection.closed).toMatchObject({ kind: "timeout" });
	expect(it.clock.waiting).toBe(0);
});

test("a stream that is not agreed to within 30 s fails alone", async () => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	await it.hears("SYN_STREAM 3");
	for (let id = 2; id < 14; id += 2) {
		await it.clock.advance(5_000);
		await it.taken(id);
	}
	expect(await connection.closed).toMatchObject({ kind: "timeout" });
	expect(it.tunnel.takesMore).toBe(true);
});

test("a stream that is reset fails alone", async () => {
	await using it = await spdyStage();
	const connections = [it.tunnel.connect(80), it.tunnel.connect(81)] as const;
	await it.hears("SYN_STREAM 7");
	it.reply(7);
	for (const stream of [3, 7]) it.peer.say(controlFrame(SPDY.rstStream, Buffer.concat([uint32(stream), uint32(2)])));
	const [refused, reset] = [await connections[0].closed, await connections[1].closed];
	expect([refused?.message, reset?.message]).toEqual([
		"the connection to port 80 was refused",
		"the connection to port 81 was reset",
	]);
	expect(it.tunnel.takesMore).toBe(true);
});

test("when the other side takes no more, what is open goes on; with the last of it the tunnel ends", async () => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	const events = told(connection);
	connection.resume();
	await it.hears("SYN_STREAM 3");
	it.reply(3);
	it.peer.say(controlFrame(SPDY.goAway, Buffer.concat([uint32(0), uint32(0)])));
	it.data(3, "on");
	await until(() => events.length === 1);
	expect(it.tunnel.takesMore).toBe(false);
	expect((await it.tunnel.connect(80).closed)?.message).toBe("the other side takes no more connections");
	it.data(3, "", true);
	it.data(1, "", true);
	expect((await it.tunnel.closed)?.message).toBe("the other side takes no more connections");
});

test.each([
	["another version of SPDY", Uint8Array.of(128, 2, 0, 6, 0, 0, 0, 4)],
	["a reset of five bytes", Buffer.concat([Uint8Array.of(128, 3, 0, 3, 0, 0, 0, 5), Buffer.alloc(5)])],
	["a reply without a stream", Uint8Array.of(128, 3, 0, 2, 0, 0, 0, 0)],
	["settings of an odd length", Uint8Array.of(128, 3, 0, 4, 0, 0, 0, 9)],
	["a control frame of 16 MB", Uint8Array.of(128, 3, 0, 8, 0, 255, 255, 255)],
])("%s ends the tunnel with a word, and nothing is thrown", async (_what, bytes) => {
	await using it = await spdyStage();
	const connection = it.tunnel.connect(80);
	it.peer.say(bytes);
	expect((await it.tunnel.closed)?.kind).toBe("invalid");
	expect((await connection.closed)?.kind).toBe("invalid");
	it.peer.say(bytes);
	expect(connection.write(Buffer.from("x"))).toBe(true);
});
