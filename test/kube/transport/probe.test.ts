import { expect, test } from "vitest";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { fetchText, get, serveHttp, serveTcp, targetOf, transportTo, until } from "./loopback.ts";

const timeoutMs = 15_000;

test.each([200, 401, 403, 500, 503])("an answer of %s is a sign of life", async (status) => {
	await using server = await serveHttp((_, response) => response.writeHead(status).end("{}"));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await transport.probe({ timeoutMs })).toEqual({ ok: true, value: undefined });
	expect(transport.connection.get().state).toBe("up");
	expect(transport.traffic().get("probe")).toMatchObject({ requests: 1 });
	await until(() => server.sockets.size === 0);
});

test.each(["connection", "answer"])("no %s within the time-out", async (missing) => {
	const clock = new ManualClock();
	await using server = await serveTcp((socket) => void socket.resume());
	const scheme = missing === "connection" ? "https" : "http";
	await using transport = transportTo(targetOf(`${scheme}://127.0.0.1:${server.port}`, { ca: "" }), { clock });
	const probe = transport.probe({ timeoutMs: 8_000 });
	await until(() => server.sockets.size === 1);
	await clock.advance(7_999);
	expect(transport.connection.get().state).toBe("unknown");
	await clock.advance(1);
	expect(await probe).toMatchObject({ ok: false, failure: { kind: "timeout", code: "PROBE_TIMEOUT" } });
	expect(transport.connection.get()).toMatchObject({ state: "down", failure: { code: "PROBE_TIMEOUT" } });
	await until(() => server.sockets.size === 0);
	expect(clock.waiting).toBe(0);
});

test("down until a probe succeeds; the time of the fall stays", async () => {
	const clock = new ManualClock();
	let server = await serveHttp((_, response) => response.end("{}"));
	const { port } = server;
	await using transport = transportTo(targetOf(`http://127.0.0.1:${port}`), { clock });
	expect((await transport.probe({ timeoutMs })).ok).toBe(true);
	await server[Symbol.asyncDispose]();
	await clock.advance(1_000);
	expect(await transport.probe({ timeoutMs })).toMatchObject({
		failure: { kind: "unreachable", code: "ECONNREFUSED" },
	});
	const fallenAtMs = clock.now();
	await clock.advance(5_000);
	await transport.probe({ timeoutMs });
	expect(transport.connection.get()).toMatchObject({ state: "down", sinceMs: fallenAtMs });
	server = await serveHttp((_, response) => response.end("{}"));
	await using _ = server;
	await using again = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	expect((await again.probe({ timeoutMs })).ok).toBe(true);
});

test("when the probe fails, idle connections are closed and no request waits on a dead one", async () => {
	const clock = new ManualClock();
	let silent = false;
	await using server = await serveHttp((_, response) => void (silent || response.end("{}")));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	await fetchText(transport, get("/version"));
	expect(server.sockets.size).toBe(1);
	silent = true;
	const probe = transport.probe({ timeoutMs });
	await until(() => server.sockets.size === 2);
	await clock.advance(timeoutMs);
	expect((await probe).ok).toBe(false);
	await until(() => server.sockets.size === 0);
	silent = false;
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(transport.connection.get().state).toBe("up");
});

test("a probe waits neither for a place nor for the rate cap", async () => {
	let held = 0;
	await using server = await serveHttp((request, response) => {
		if (request.url === "/version") response.end("{}");
		else held++;
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const watches = Array.from({ length: 100 }, () => transport.request(get("/held", { idleTimeoutMs: 0 })));
	const lists = Array.from({ length: 20 }, () => transport.request(get("/held")));
	await until(() => held === 100);
	expect((await transport.probe({ timeoutMs })).ok).toBe(true);
	await transport[Symbol.asyncDispose]();
	await Promise.all([...watches, ...lists]);
});

test("given up: cancelled, and nothing is said of the connection", async () => {
	await using server = await serveTcp((socket) => void socket.resume());
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const stop = new AbortController();
	const probe = transport.probe({ timeoutMs, signal: stop.signal });
	await until(() => server.sockets.size === 1);
	await settle();
	stop.abort();
	expect(await probe).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	expect(transport.connection.get().state).toBe("unknown");
	await until(() => server.sockets.size === 0);
});
