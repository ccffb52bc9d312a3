import { expect, test } from "vitest";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { bodyText, brokenBody, get, serveHttp, serveTcp, targetOf, transportTo, until } from "./loopback.ts";

/** TLS to a server that accepts and says nothing: a connection that never comes to be. */
async function blackhole() {
	return serveTcp((socket) => void socket.resume());
}

test("no TLS within 10 s: the connection fails and nothing stays open", async () => {
	const clock = new ManualClock();
	await using server = await blackhole();
	await using transport = transportTo(targetOf(`https://127.0.0.1:${server.port}`, { ca: "" }), { clock });
	const outcome = transport.request(get("/version"));
	await until(() => server.sockets.size === 1);
	await clock.advance(9_999);
	expect(server.sockets.size).toBe(1);
	await clock.advance(1);
	expect(await outcome).toMatchObject({ ok: false, failure: { kind: "timeout", code: "CONNECT_TIMEOUT" } });
	expect(transport.connection.get().state).toBe("down");
	await until(() => server.sockets.size === 0);
	expect(clock.waiting).toBe(0);
});

test.each([
	[undefined, 30_000],
	[4_000, 4_000],
])("no head within %s ms", async (headersTimeoutMs, limitMs) => {
	const clock = new ManualClock();
	let asked = 0;
	await using server = await serveHttp(() => void asked++);
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	const more = headersTimeoutMs === undefined ? {} : { headersTimeoutMs };
	const outcome = transport.request(get("/version", more));
	await until(() => asked === 1);
	await clock.advance(limitMs - 1);
	expect(server.sockets.size).toBe(1);
	await clock.advance(1);
	expect(await outcome).toMatchObject({ ok: false, failure: { kind: "timeout", code: "HEAD_TIMEOUT" } });
	await until(() => server.sockets.size === 0);
	expect(clock.waiting).toBe(0);
});

test("a body that falls silent ends after 30 s; 512 bytes start the time anew", async () => {
	const clock = new ManualClock();
	let send: (text: string) => void = () => undefined;
	await using server = await serveHttp((_, response) => {
		send = (text) => void response.write(text);
		send("a");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	const outcome = await transport.request(get("/api/v1/pods"));
	if (!outcome.ok) throw new Error(outcome.failure.message);
	const body = outcome.value.body[Symbol.asyncIterator]();
	expect(String((await body.next()).value)).toBe("a");
	const second = body.next();
	await clock.advance(29_000);
	send("b".repeat(512));
	expect(String((await second).value)).toBe("b".repeat(512));
	// Time that the reader takes for itself is no silence of the server's.
	await clock.advance(60_000);
	const third = body.next();
	const ended = third.catch((error: unknown) => error);
	await clock.advance(29_999);
	expect(server.sockets.size).toBe(1);
	await clock.advance(1);
	expect(await ended).toMatchObject({ failure: { kind: "timeout", code: "BODY_TIMEOUT" } });
	await until(() => server.sockets.size === 0);
});

test("a watch may be silent for an hour", async () => {
	const clock = new ManualClock();
	let send: () => void = () => undefined;
	await using server = await serveHttp((_, response) => {
		response.flushHeaders();
		send = () => void response.end("late");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	const outcome = await transport.request(get("/api/v1/pods", { idleTimeoutMs: 0 }));
	const text = bodyText(outcome);
	await clock.advance(3_600_000);
	send();
	expect(await text).toBe("late");
});

test("a reset in the middle of a body is a failure of the body, and does not mark the cluster down", async () => {
	await using server = await serveHttp((_, response) => {
		response.write("half", () => response.socket?.resetAndDestroy());
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get("/api/v1/pods"));
	expect(await brokenBody(outcome)).toMatchObject({ kind: "unreachable", code: "ECONNRESET" });
	expect(transport.connection.get().state).toBe("up");
});

test("a body that ends before its announced length is a failure", async () => {
	await using server = await serveTcp((socket) => {
		socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get("/api/v1/pods"));
	expect(await brokenBody(outcome)).toMatchObject({ kind: "unreachable", code: "ECONNRESET" });
});

test.each(["connect", "head", "body", "body that nobody reads"] as const)(
	"given up in the phase of the %s: cancelled, and no socket is left",
	async (phase) => {
		const clock = new ManualClock();
		await using server =
			phase === "connect"
				? await blackhole()
				: await serveHttp((_, response) => void (phase === "head" || response.write("x")));
		const scheme = phase === "connect" ? "https" : "http";
		await using transport = transportTo(targetOf(`${scheme}://127.0.0.1:${server.port}`, { ca: "" }), { clock });
		const stop = new AbortController();
		const asked = transport.request(get("/api/v1/pods", { signal: stop.signal }));
		if (phase === "connect" || phase === "head") {
			await until(() => server.sockets.size === 1);
			await settle();
			stop.abort();
			expect(await asked).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
		} else {
			const outcome = await asked;
			const broken = phase === "body" ? brokenBody(outcome) : undefined;
			await settle();
			stop.abort();
			if (broken !== undefined) expect(await broken).toMatchObject({ kind: "cancelled" });
		}
		await until(() => server.sockets.size === 0);
		expect(clock.waiting).toBe(0);
		expect(transport.connection.get().state).not.toBe("down");
	},
);

test("given up while waiting for a place, and before the start", async () => {
	await using server = await serveHttp(() => undefined);
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const stop = new AbortController();
	const held = Array.from({ length: 16 }, () => transport.request(get("/held")));
	await until(() => server.accepted === 16);
	const waiting = transport.request(get("/waiting", { signal: stop.signal }));
	await settle();
	stop.abort();
	expect(await waiting).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	expect(await transport.request(get("/never", { signal: AbortSignal.abort() }))).toMatchObject({
		ok: false,
		failure: { kind: "cancelled" },
	});
	expect(server.accepted).toBe(16);
	await transport[Symbol.asyncDispose]();
	for (const outcome of await Promise.all(held)) expect(outcome).toMatchObject({ failure: { kind: "cancelled" } });
});

test("leaving a body early closes its connection and gives its place to the next", async () => {
	await using server = await serveHttp((_, response) => void response.write("x".repeat(100)));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	for (let turn = 0; turn < 20; turn++) {
		const outcome = await transport.request(get("/api/v1/pods"));
		if (!outcome.ok) throw new Error(outcome.failure.message);
		for await (const chunk of outcome.value.body) {
			expect(chunk.length).toBe(100);
			break;
		}
	}
	await until(() => server.sockets.size === 0);
});
