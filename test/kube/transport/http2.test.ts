import {
	constants,
	createSecureServer,
	type Http2SecureServer,
	type ServerHttp2Session,
	type ServerHttp2Stream,
} from "node:http2";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import type { Credential } from "../../../src/kube/connection-target.ts";
import { CertificateAuthority } from "../../support/certificates.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import {
	bodyText,
	brokenBody,
	fetchText,
	get,
	Loopback,
	serveHttps,
	serveTcp,
	targetOf,
	transportTo,
	until,
} from "./loopback.ts";

const authority = new CertificateAuthority();
const issued = authority.issue({ commonName: "api", names: ["127.0.0.1"] });

type OnStream = (stream: ServerHttp2Stream, path: string, headers: NodeJS.Dict<string | string[]>) => void;

/** An HTTP/2 server that counts what is open. */
async function serveHttp2(onStream: OnStream, settings: { maxConcurrentStreams?: number } = {}) {
	const server: Http2SecureServer = createSecureServer({ ...issued, settings, allowHTTP1: true });
	const sessions = new Set<ServerHttp2Session>();
	const streams = new Set<ServerHttp2Stream>();
	server.on("session", (session) => {
		sessions.add(session);
		session.on("error", () => undefined).on("close", () => sessions.delete(session));
	});
	server.on("stream", (stream: ServerHttp2Stream, headers) => {
		streams.add(stream);
		stream.on("error", () => undefined).on("close", () => streams.delete(stream));
		onStream(stream, String(headers[":path"]), headers);
	});
	return { loopback: await Loopback.listen(server), sessions, streams };
}

const answer: OnStream = (stream, path) => {
	stream.respond({ ":status": 200 });
	if (path.includes("watch")) stream.write("{}\n");
	else stream.end("{}");
};

const to = (port: number) => targetOf(`https://127.0.0.1:${port}`, { ca: authority.cert });

test("twelve watches and a hundred lists, all at once, are one connection", async () => {
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	const clock = new ManualClock();
	await using transport = transportTo(to(server.loopback.port), { clock });
	const watch = get("/watch", { idleTimeoutMs: 0 });
	const watches = Array.from({ length: 12 }, () => transport.request(watch));
	const lists = Array.from({ length: 100 }, () => fetchText(transport, get("/api/v1/pods")));
	for (const outcome of await Promise.all(watches)) expect(outcome.ok).toBe(true);
	await clock.advance(1_000);
	expect(new Set(await Promise.all(lists))).toEqual(new Set(["{}"]));
	expect(server.loopback.accepted).toBe(1);
	expect(server.streams.size).toBe(12);
});

test("what a request says of itself is the same as over HTTP/1.1", async () => {
	let seen: NodeJS.Dict<string | string[]> = {};
	let body = "";
	const server = await serveHttp2((stream, _path, headers) => {
		seen = headers;
		stream.on("data", (chunk) => {
			body += String(chunk);
		});
		stream.on("end", () => {
			stream.respond({ ":status": 201, date: "Thu, 01 Jan 2026 00:01:00 GMT", "x-a": "b" });
			stream.end("made");
		});
	});
	await using _ = server.loopback;
	const credential: Credential = { generation: 1, authorization: "Bearer t" };
	const target = {
		...to(server.loopback.port),
		credentials: { current: async () => ok(credential), refresh: async () => ok(credential) },
		impersonation: [
			["Impersonate-Group", "a"],
			["Impersonate-Group", "b"],
		] as const,
	};
	await using transport = transportTo(target);
	const outcome = await transport.request({ method: "POST", path: "/api/v1/pods", body: "{1}", purpose: "test" });
	expect(outcome).toMatchObject({ ok: true, value: { status: 201, headers: { "x-a": "b" } } });
	expect(await bodyText(outcome)).toBe("made");
	expect(body).toBe("{1}");
	expect(seen).toMatchObject({
		":method": "POST",
		":path": "/api/v1/pods",
		":authority": `127.0.0.1:${server.loopback.port}`,
		authorization: "Bearer t",
		"user-agent": "yagura/1.2.3",
		"content-length": "3",
	});
	expect([seen["impersonate-group"]].flat().join(",").replaceAll(" ", "")).toBe("a,b");
	expect(Math.abs(transport.clockSkewMs.get() - 60_000)).toBeLessThanOrEqual(1_000);
});

test("a server that wants HTTP/1.1 gets it, and the first connection is not thrown away", async () => {
	await using server = await serveHttps(issued, (_, response) => setImmediate(() => response.end("{}")));
	await using transport = transportTo(to(server.port));
	await Promise.all(Array.from({ length: 8 }, () => fetchText(transport, get("/version"))));
	expect(server.accepted).toBe(8);
	await fetchText(transport, get("/version"));
	expect(server.accepted).toBe(8);
});

test("as many streams as the server wants, then another connection", async () => {
	const server = await serveHttp2(answer, { maxConcurrentStreams: 2 });
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port));
	for (let count = 0; count < 5; count++) {
		expect((await transport.request(get("/watch", { idleTimeoutMs: 0 }))).ok).toBe(true);
	}
	expect(server.loopback.accepted).toBe(3);
});

test("no head in time: that stream alone ends", async () => {
	const clock = new ManualClock();
	const server = await serveHttp2((stream, path) => void (path === "/slow" || answer(stream, path, {})));
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port), { clock });
	const watch = await transport.request(get("/watch", { idleTimeoutMs: 0 }));
	expect(watch.ok).toBe(true);
	const slow = transport.request(get("/slow", { headersTimeoutMs: 5_000 }));
	await until(() => server.streams.size === 2);
	await clock.advance(5_000);
	expect(await slow).toMatchObject({ ok: false, failure: { kind: "timeout", code: "HEAD_TIMEOUT" } });
	await until(() => server.streams.size === 1);
	// The server answers pings, so its connection is kept.
	await settle(20);
	await clock.advance(60_000);
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(server.loopback.accepted).toBe(1);
});

test("a body that falls silent", async () => {
	const clock = new ManualClock();
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port), { clock });
	const outcome = await transport.request(get("/watch"));
	const broken = brokenBody(outcome);
	await settle(20);
	await clock.advance(30_000);
	expect(await broken).toMatchObject({ kind: "timeout", code: "BODY_TIMEOUT" });
	await until(() => server.streams.size === 0);
	expect(clock.waiting).toBe(0);
});

test.each(["head", "body", "body that nobody reads"])(
	"given up in the phase of the %s: no stream is left",
	async (phase) => {
		const clock = new ManualClock();
		const server = await serveHttp2((stream, path) => void (phase === "head" || answer(stream, path, {})));
		await using _ = server.loopback;
		await using transport = transportTo(to(server.loopback.port), { clock });
		const stop = new AbortController();
		const asked = transport.request(get("/watch", { signal: stop.signal }));
		await until(() => server.streams.size === 1);
		if (phase === "head") {
			stop.abort();
			expect(await asked).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
		} else {
			const outcome = await asked;
			const broken = phase === "body" ? brokenBody(outcome) : undefined;
			await settle();
			stop.abort();
			if (broken !== undefined) expect(await broken).toMatchObject({ kind: "cancelled" });
		}
		await until(() => server.streams.size === 0);
		expect(clock.waiting).toBe(0);
	},
);

test("one of two who wait for the connection gives up: the other gets it", async () => {
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port));
	const stop = new AbortController();
	const one = transport.request(get("/version", { signal: stop.signal }));
	const other = fetchText(transport, get("/version"));
	await Promise.resolve();
	stop.abort();
	expect(await one).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	expect(await other).toBe("{}");
	expect(server.loopback.accepted).toBe(1);
});

test("all who wait for the connection give up: no socket is left", async () => {
	const clock = new ManualClock();
	await using server = await serveTcp((socket) => void socket.resume());
	await using transport = transportTo(to(server.port), { clock });
	const stop = new AbortController();
	const asked = [1, 2, 3].map(() => transport.request(get("/version", { signal: stop.signal })));
	await until(() => server.sockets.size === 1);
	stop.abort();
	for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ failure: { kind: "cancelled" } });
	await until(() => server.sockets.size === 0);
	expect(clock.waiting).toBe(0);
});

test.each([
	["with an error", (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
	["with CANCEL", (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_CANCEL)],
	["by breaking the connection", (stream: ServerHttp2Stream) => stream.session?.destroy()],
	["by resetting the connection", (stream: ServerHttp2Stream) => void stream.session?.socket.destroy()],
])("a body that the server ends %s is a failure of the body", async (_, end) => {
	const server = await serveHttp2((stream) => {
		stream.respond({ ":status": 200, "content-length": 100 });
		stream.write("half");
	});
	await using _server = server.loopback;
	await using transport = transportTo(to(server.loopback.port));
	const outcome = await transport.request(get("/api/v1/pods"));
	const broken = brokenBody(outcome);
	await until(() => server.streams.size === 1);
	await settle(10);
	for (const stream of server.streams) end(stream);
	expect(await broken).toMatchObject({ kind: "unreachable" });
	expect(transport.connection.get().state).toBe("up");
});

test("a server that is going away: what is open goes on, what is new takes a new connection", async () => {
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port));
	const stop = new AbortController();
	const watch = await transport.request(get("/watch", { idleTimeoutMs: 0, signal: stop.signal }));
	if (!watch.ok) throw new Error(watch.failure.message);
	const body = watch.value.body[Symbol.asyncIterator]();
	await body.next();
	const [open] = server.streams;
	for (const session of server.sessions) session.close();
	await settle(10);
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(server.loopback.accepted).toBe(2);
	open?.end("still here");
	expect(String((await body.next()).value)).toBe("still here");
	expect((await body.next()).done).toBe(true);
});

test("a connection that dies while idle is replaced without a word", async () => {
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	await using transport = transportTo(to(server.loopback.port));
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	for (const socket of server.loopback.sockets) socket.resetAndDestroy();
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(server.loopback.accepted).toBe(2);
});

test("a connection that has gone deaf while the server lives: the probe succeeds, its watches fail", async () => {
	const clock = new ManualClock();
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	const links: { client: Socket; upstream: Socket }[] = [];
	await using relay = await serveTcp((client) => {
		const upstream = connect(server.loopback.port, "127.0.0.1");
		upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
		client.on("close", () => upstream.destroy());
		client.pipe(upstream).pipe(client);
		links.push({ client, upstream });
	});
	await using transport = transportTo(to(relay.port), { clock });
	const watch = await transport.request(get("/watch", { idleTimeoutMs: 0 }));
	const broken = brokenBody(watch);
	await settle(10);
	// As a load balancer that forgot this one flow: nothing passes, nobody is told.
	for (const { client, upstream } of links) {
		client.unpipe(upstream);
		upstream.unpipe(client);
		client.resume();
	}
	expect(await transport.probe({ timeoutMs: 15_000 })).toEqual({ ok: true, value: undefined });
	await clock.advance(15_000);
	expect(await broken).toMatchObject({ kind: "unreachable", code: "PING_TIMEOUT" });
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(transport.connection.get().state).toBe("up");
	expect(clock.waiting).toBe(0);
});

test("a renewed credential opens a new connection; the old one closes when its watch ends", async () => {
	let credential: Credential = { generation: 1, authorization: "Bearer 1" };
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	const credentials = { current: async () => ok(credential), refresh: async () => ok(credential) };
	await using transport = transportTo({ ...to(server.loopback.port), credentials });
	const stop = new AbortController();
	expect((await transport.request(get("/watch", { idleTimeoutMs: 0, signal: stop.signal }))).ok).toBe(true);
	credential = { generation: 2, authorization: "Bearer 2" };
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(server.sessions.size).toBe(2);
	stop.abort();
	await until(() => server.sessions.size === 1);
});

test("the end of a transport closes the connection, during the handshake too", async () => {
	const server = await serveHttp2(answer);
	await using _ = server.loopback;
	const transport = transportTo(to(server.loopback.port));
	const broken = brokenBody(await transport.request(get("/watch", { idleTimeoutMs: 0 })));
	await transport[Symbol.asyncDispose]();
	expect(await broken).toMatchObject({ kind: "cancelled" });
	await until(() => server.loopback.sockets.size === 0);
	const early = transportTo(to(server.loopback.port));
	const asked = early.request(get("/version"));
	await until(() => server.loopback.accepted === 2);
	await early[Symbol.asyncDispose]();
	expect(await asked).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	await until(() => server.loopback.sockets.size === 0);
});
