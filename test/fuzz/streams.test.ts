import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { channelProcess } from "../../src/kube/streams/channel-process.ts";
import { createSpdyReader } from "../../src/kube/streams/spdy-reader.ts";
import { spdyTunnel } from "../../src/kube/streams/spdy-tunnel.ts";
import { dial } from "../../src/kube/transport/dial.ts";
import type { Dialled } from "../../src/kube/transport/transport.ts";
import { controlFrame, dataFrame, SPDY, uint32 } from "../../src/sim/streams/spdy-frames.ts";
import { serverFrame } from "../kube/streams/raw-server.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** What a server, a proxy or a line may do to a list of frames. */
const mishap = fc.record({
	kind: fc.constantFrom("cut", "flip", "drop", "repeat", "swap", "insert", "none"),
	frame: fc.nat(),
	at: fc.nat(),
	some: fc.uint8Array({ minLength: 1, maxLength: 9 }),
});
type Mishap = typeof mishap extends fc.Arbitrary<infer Value> ? Value : never;

function suffer(frames: readonly Buffer[], { kind, frame, at, some }: Mishap): readonly Buffer[] {
	if (frames.length === 0) return frames;
	const index = frame % frames.length;
	const hit = frames[index] ?? Buffer.alloc(0);
	const place = at % (hit.length + 1);
	switch (kind) {
		case "cut":
			return frames.with(index, hit.subarray(0, place));
		case "flip": {
			const flipped = Buffer.from(hit);
			if (place < flipped.length) flipped[place] = (flipped[place] ?? 0) ^ (some[0] ?? 1);
			return frames.with(index, flipped);
		}
		case "drop":
			return frames.filter((_, other) => other !== index);
		case "repeat":
			return frames.toSpliced(index, 0, hit);
		case "swap":
			return frames.toSpliced(index, 1).toSpliced(at % frames.length, 0, hit);
		case "insert":
			return frames.toSpliced(index, 0, Buffer.from(some));
		default:
			return frames;
	}
}

const bytes = fc.uint8Array({ maxLength: 40 });
const smallStream = fc.nat(9);

const spdyFrame = fc.oneof(
	fc.tuple(smallStream, bytes, fc.boolean()).map(([stream, data, ends]) => dataFrame(stream, data, ends)),
	fc
		.tuple(smallStream, bytes)
		.map(([stream, block]) => controlFrame(SPDY.synReply, Buffer.concat([uint32(stream), block]))),
	fc
		.tuple(smallStream, fc.nat(12))
		.map(([stream, status]) => controlFrame(SPDY.rstStream, Buffer.concat([uint32(stream), uint32(status)]))),
	smallStream.map((id) => controlFrame(SPDY.ping, uint32(id))),
	fc.constant(controlFrame(SPDY.goAway, Buffer.alloc(8))),
	bytes.map((block) => controlFrame(SPDY.synStream, Buffer.concat([Buffer.alloc(10), block]))),
	fc.tuple(fc.nat(12), bytes).map(([type, payload]) => controlFrame(type, payload)),
	bytes.map((some) => Buffer.from(some)),
);

const channelMessage = fc.oneof(
	fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 9, 255), bytes).map(([channel, data]) => Buffer.from([channel, ...data])),
	fc
		.constantFrom(
			'{"status":"Success"}',
			'{"status":"Failure","details":{"causes":[{"reason":"ExitCode","message":"x"}]}}',
			"{",
			"5",
		)
		.map((status) => Buffer.from(`\x03${status}`)),
	fc.constant(Buffer.alloc(0)),
);

/** A server whose bytes are given out by hand; what is said to it is forgotten, but for the first request. */
class Line extends Duplex {
	#head = "";
	#isOpen = false;
	readonly #protocol: string;

	constructor(protocol: string) {
		super();
		this.#protocol = protocol;
		this.on("error", () => undefined);
	}

	override _read(): void {}

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		if (!this.#isOpen) {
			this.#head += chunk.toString("latin1");
			if (this.#head.includes("\r\n\r\n")) this.#agree();
		}
		done();
	}

	#agree(): void {
		this.#isOpen = true;
		const key = /^sec-websocket-key: (.*)$/im.exec(this.#head)?.[1] ?? "";
		const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
		const headers = ["Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
		this.push(
			`HTTP/1.1 101 Switching Protocols\r\n${headers.join("\r\n")}\r\nSec-WebSocket-Protocol: ${this.#protocol}\r\n\r\n`,
		);
	}
}

async function dialled(protocol: string): Promise<{ readonly line: Line; readonly open: Dialled }> {
	const line = new Line(protocol);
	const connector = { authority: "server:1", isSecure: false, connect: async () => line as unknown as Socket };
	const open = await dial(connector, { generation: 0 }, new ManualClock(), {
		path: "/",
		headers: {},
		protocols: [protocol],
		timeoutMs: 1_000,
		signal: new AbortController().signal,
	});
	if (!("socket" in open)) throw new Error("it is not open");
	return { line, open };
}

const asMessages = (frames: readonly Buffer[]): readonly Buffer[] => frames.map((frame) => serverFrame(2, frame));

test(
	"frames of SPDY, however damaged and cut, make nothing throw, and no more is told after the end",
	async () => {
		let told = 0;
		let isOver = false;
		const tell = (): void => {
			expect(isOver).toBe(false);
			told++;
		};
		const listener = {
			data: tell,
			replied: tell,
			ended: tell,
			reset: tell,
			offered: tell,
			ping: tell,
			goAway: tell,
			broken() {
				tell();
				isOver = true;
			},
		};
		await fuzz(
			fc.property(fc.array(spdyFrame, { minLength: 1, maxLength: 12 }), mishap, fc.nat(64), (frames, what, cut) => {
				isOver = false;
				const read = createSpdyReader(listener);
				const all = Buffer.concat(suffer(frames, what));
				for (let at = 0; at < all.length; at += cut + 1) read(all.subarray(at, at + cut + 1));
			}),
			200_000,
		);
		expect(told).toBeGreaterThan(0);
	},
	fuzzTimeoutMs,
);

test(
	"a tunnel lives through what a server may send, or ends; what it holds is bounded",
	async () => {
		await fuzz(
			fc.asyncProperty(
				fc.array(spdyFrame, { minLength: 1, maxLength: 12 }),
				mishap,
				mishap,
				fc.boolean(),
				async (frames, inside, outside, listens) => {
					const { line, open } = await dialled("SPDY/3.1+portforward.k8s.io");
					const tunnel = spdyTunnel(open, new ManualClock(), undefined);
					const connections = [tunnel.connect(80), tunnel.connect(81)];
					if (listens) for (const connection of connections) connection.resume();
					line.push(Buffer.concat(suffer(asMessages(suffer(frames, inside)), outside)));
					line.push(null);
					await tunnel.closed;
					expect(tunnel.connections).toBe(0);
					for (const connection of connections) await connection.closed;
				},
			),
			20_000,
		);
	},
	fuzzTimeoutMs,
);

test(
	"a process' streams live through what a server may send; it ends once, however",
	async () => {
		await fuzz(
			fc.asyncProperty(
				fc.array(channelMessage, { minLength: 1, maxLength: 12 }),
				mishap,
				mishap,
				fc.constantFrom("v5.channel.k8s.io", "v4.channel.k8s.io"),
				async (messages, inside, outside, protocol) => {
					const { line, open } = await dialled(protocol);
					const process = channelProcess(open, new ManualClock(), {}, "sh");
					let isOver = false;
					process.onOutput((output) => {
						expect([isOver, output.length > 0]).toEqual([false, true]);
					});
					process.resume();
					line.push(Buffer.concat(suffer(asMessages(suffer(messages, inside)), outside)));
					line.push(null);
					const { how } = await process.ended;
					isOver = true;
					expect(["exited", "failed", "lost"]).toContain(how);
				},
			),
			20_000,
		);
	},
	fuzzTimeoutMs,
);
