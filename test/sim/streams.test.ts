import { constants, createDeflate, type Deflate } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Sim } from "../../src/sim/sim.ts";
import { runScript } from "../../src/sim/streams/shell.ts";
import { SPDY_DICTIONARY } from "../../src/sim/streams/spdy-dictionary.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { emptySim } from "./world.ts";

const POD = "/api/v1/namespaces/default/pods/api";

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
	const state = { running: { startedAt: "2025-12-31T00:00:00Z" } };
	sim.store.create(kinds.pods, {
		metadata: { name: "api", namespace: "default", labels: { app: "api" } },
		spec: {
			containers: [
				{ name: "api", image: "x", ports: [{ containerPort: 8080 }], env: [{ name: "SERVICE_NAME", value: "api" }] },
			],
		},
		status: { containerStatuses: [{ name: "api", restartCount: 0, state }] },
	});
});
afterEach(() => sim[Symbol.asyncDispose]());

interface Heard {
	/** What came in on each channel, as text. */
	readonly channels: Readonly<Record<number, string>>;
	readonly protocol: string;
	readonly code: number;
}

/** Open a WebSocket, do something with it, and hear all until it is closed. */
function converse(path: string, protocols: string[], say: (socket: WebSocket) => void = () => {}): Promise<Heard> {
	const socket = new WebSocket(sim.url.replace("http", "ws") + path, protocols);
	const channels: Record<number, string> = {};
	socket.on("message", (data: Buffer) => {
		const channel = data[0] ?? 0;
		channels[channel] = (channels[channel] ?? "") + data.subarray(1).toString("latin1");
	});
	return new Promise((resolve, reject) => {
		socket.on("open", () => say(socket));
		socket.on("error", reject);
		socket.on("close", (code) => resolve({ channels, protocol: socket.protocol, code }));
	});
}

test("a pod that goes takes its processes and tunnels along", async () => {
	const isOpen = (): void => void sim.store.delete(kinds.pods, "default", "api");
	const shell = await converse(`${POD}/exec?command=sh&stdin=true&tty=true`, ["v5.channel.k8s.io"], isOpen);
	expect(shell.channels[3]).toContain("exit code 137");
});

test("what befalls bodies befalls streams: the first bytes come, and then none", async () => {
	sim.faults.add({ action: { do: "truncate", afterBytes: 12 }, times: 1 });
	const told = converse(`${POD}/exec?command=cat&command=/etc/hostname`, ["v5.channel.k8s.io"]);
	const passes = setInterval(() => void clock.advance(100), 1);
	const heard = await told;
	clearInterval(passes);
	expect(heard).toMatchObject({ channels: { 1: "api\n" }, code: 1006 });
});

const SUCCESS = JSON.stringify({ metadata: {}, status: "Success" });

describe("exec", () => {
	const exec = (query: string, say?: (socket: WebSocket) => void, protocols = ["v5.channel.k8s.io"]): Promise<Heard> =>
		converse(`${POD}/exec?${query}`, protocols, say);

	test("a command's output, then how it ended", async () => {
		const heard = await exec("command=cat&command=/etc/hostname");
		expect(heard).toEqual({ channels: { 1: "api\n", 3: SUCCESS }, protocol: "v5.channel.k8s.io", code: 1000 });
	});

	test("an exit code that is not zero is a failure that names it", async () => {
		const { channels } = await exec("command=sh&command=-c&command=echo+no+%3E%262%3B+exit+7");
		expect(channels[2]).toBe("no\n");
		expect(JSON.parse(channels[3] ?? "")).toMatchObject({
			status: "Failure",
			reason: "NonZeroExitCode",
			details: { causes: [{ reason: "ExitCode", message: "7" }] },
		});
	});

	test("what is written to its input comes back from cat, until the input is closed", async () => {
		const { channels } = await exec("command=cat&stdin=true", (socket) => {
			socket.send(Buffer.from("\0some "));
			socket.send(Buffer.from("\0text\n"));
			socket.send(Uint8Array.of(255, 0));
		});
		expect(channels).toEqual({ 1: "some text\n", 3: SUCCESS });
	});

	test("what is said to a command that does not read, or has ended, is lost", async () => {
		const deaf = await exec("command=hostname&stdin=true", (socket) => socket.send(Buffer.from("\0what?\n")));
		expect(deaf.channels).toEqual({ 1: "api\n", 3: SUCCESS });
		const gone = await exec("command=sh&stdin=true", (socket) => {
			socket.send(Buffer.from("\0exit 0\necho more\n"));
			socket.send(Buffer.from("\0echo much more\n"));
		});
		expect(gone.channels).toEqual({ 1: "", 3: SUCCESS });
	});

	test("a shell in a terminal echoes, erases, prompts and ends; a resize is taken in silence", async () => {
		const { channels } = await exec("command=sh&stdin=true&tty=true", (socket) => {
			socket.send(Buffer.from('\x04{"Width":80,"Height":24}'));
			socket.send(Buffer.from("\0ecko\x7f\x7fho $SERVICE_NAME\r"));
			socket.send(Buffer.from("\0exit 3\r"));
		});
		expect(channels[1]).toBe("/ $ ecko\b \b\b \bho $SERVICE_NAME\r\napi\r\n/ $ exit 3\r\n");
		expect(channels[3]).toContain('"message":"3"');
	});

	test("the older protocol does for who speaks no other", async () => {
		expect((await exec("command=true", undefined, ["v4.channel.k8s.io"])).protocol).toBe("v4.channel.k8s.io");
	});

	test.each([
		[`${POD}/exec?container=none&command=true`, "Unexpected server response: 400"],
		[`${POD}x/exec?command=true`, "Unexpected server response: 404"],
		["/api/v1/nodes/one/exec", "Unexpected server response: 404"],
	])("%s is refused", async (path, message) => {
		await expect(converse(path, ["v5.channel.k8s.io"])).rejects.toThrow(message);
	});

	test("who may not is refused", async () => {
		const socket = new WebSocket(sim.url.replace("http", "ws") + `${POD}/exec?command=true`, ["v5.channel.k8s.io"], {
			headers: { Authorization: `Bearer ${sim.tokens.get("dev")}` },
		});
		await expect(new Promise((_, reject) => socket.on("error", reject))).rejects.toThrow("403");
	});
});

test.each([
	["echo 'a  b' \"$HOSTNAME\" $NONE", "a  b api \n", "", 0],
	["nonsense", "", "sh: nonsense: not found\n", 127],
	["ls /none; echo on", "on\n", "ls: /none: No such file or directory\n", 0],
	["exit 300; echo never", "", "", 44],
])("sh -c %s", (script, stdout, stderr, exitCode) => {
	const machine = { hostname: "api", env: { HOSTNAME: "api" }, nowMs: () => 0 };
	expect(runScript(script, machine)).toMatchObject({ stdout, stderr, exitCode });
});

describe("port-forward", () => {
	const REQUEST = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

	test("v4.channel: each channel begins with the port; requests are answered", async () => {
		const socket = new WebSocket(`${sim.url.replace("http", "ws")}${POD}/portforward?ports=8080`, [
			"v4.channel.k8s.io",
		]);
		const heard: Buffer[] = [];
		const answered = new Promise<void>((resolve) => {
			socket.on("message", (data: Buffer) => {
				heard.push(data);
				if (data.includes("HTTP/1.1 200 OK")) resolve();
			});
		});
		socket.on("open", () => socket.send(Buffer.from(`\0${REQUEST}`)));
		await answered;
		expect(heard.slice(0, 2).map((bytes) => [...bytes])).toEqual([
			[0, 0x90, 0x1f],
			[1, 0x90, 0x1f],
		]);
		expect(heard.at(-1)?.toString()).toContain('{"pod":"api","port":8080,"method":"GET","path":"/hello"}');
		socket.close();
	});

	test("SPDY in a WebSocket, as kubectl speaks it: a stream for errors, one for data", async () => {
		const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
		const synStream = async (id: number, headers: Readonly<Record<string, string>>, flags = 0): Promise<Buffer> => {
			const text = (value: string): Buffer => Buffer.concat([u32(value.length), Buffer.from(value)]);
			const entries = Object.entries(headers);
			const block = Buffer.concat([u32(entries.length), ...entries.flat().map(text)]);
			await new Promise<void>((resolve) => {
				deflate.write(block, () => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
			});
			const body = Buffer.concat([u32(id), u32(0), Buffer.alloc(2), all(deflate)]);
			return Buffer.concat([u32(0x80030001), u32(flags * 0x1000000 + body.length), body]);
		};
		const frames: { stream: number; fin: boolean; text: string }[] = [];
		const replies: number[] = [];
		// Sent by hand: the client's library, too, refuses names with a slash.
		const socket = new WebSocket(`${sim.url.replace("http", "ws")}${POD}/portforward`, {
			headers: { "Sec-WebSocket-Protocol": "SPDY/3.1+portforward.k8s.io" },
		});
		const upgraded = new Promise<string>((resolve) => {
			socket.on("upgrade", (response) => {
				resolve(String(response.headers["sec-websocket-protocol"]));
				// The library takes an answer that it did not ask for as an error.
				delete response.headers["sec-websocket-protocol"];
			});
		});
		const ended = new Promise<void>((resolve) => {
			socket.on("message", (data: Buffer) => {
				const first = data.readUInt32BE(0);
				if (first >>> 31 === 1) replies.push(data.readUInt32BE(8));
				else frames.push({ stream: first, fin: data[4] === 1, text: data.subarray(8).toString() });
				if (frames.some(({ stream, fin }) => stream === 1 && fin)) resolve();
			});
		});
		await new Promise((resolve, reject) => {
			socket.on("open", resolve);
			socket.on("error", reject);
		});
		expect(await upgraded).toBe("SPDY/3.1+portforward.k8s.io");
		const common = { port: "8080", requestid: "0" };
		const bytes = Buffer.concat([
			await synStream(1, { streamtype: "error", ...common }, 1),
			await synStream(3, { streamtype: "data", ...common }),
			Buffer.concat([u32(3), u32(REQUEST.length), Buffer.from(REQUEST)]),
		]);
		// Cut where no frame ends.
		socket.send(bytes.subarray(0, 21));
		socket.send(bytes.subarray(21));
		await ended;
		expect(replies).toEqual([1, 3]);
		expect(frames[0]).toMatchObject({ stream: 3, fin: true, text: expect.stringContaining('"path":"/hello"') });
		expect(frames[1]).toEqual({ stream: 1, fin: true, text: "" });
		socket.close();
	});

	test("the dictionary is the protocol's", async () => {
		expect(SPDY_DICTIONARY).toHaveLength(1423);
		const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
		await new Promise<void>((resolve) => {
			deflate.write("x", () => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
		});
		// A stream that needs a dictionary names it by its Adler-32 (RFC 1950): of SPDY/3's the same everywhere.
		expect(all(deflate).subarray(2, 6).toString("hex")).toBe("e3c6a7c2");
	});
});

test("attach shows what a container writes from now on", async () => {
	const socket = new WebSocket(`${sim.url.replace("http", "ws")}${POD}/attach`, ["v5.channel.k8s.io"]);
	const line = new Promise<Buffer>((resolve) => {
		// The first message is empty: it says that the streams are open.
		socket.on("message", (bytes: Buffer) => bytes.length > 1 && resolve(bytes));
	});
	await new Promise((resolve) => {
		socket.on("open", resolve);
	});
	await clock.advance(3_000);
	const bytes = await line;
	expect(bytes[0]).toBe(1);
	expect(Date.parse(JSON.parse(bytes.subarray(1).toString()).time)).toBeGreaterThan(Date.UTC(2026, 0, 1));
	socket.close();
});

/** All that a codec has made by now. */
function all(codec: Deflate): Buffer {
	const parts: Buffer[] = [];
	for (let part = codec.read() as Buffer | null; part !== null; part = codec.read()) parts.push(part);
	return Buffer.concat(parts);
}

function u32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
