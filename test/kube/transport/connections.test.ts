import type { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import type { Credential } from "../../../src/kube/connection-target.ts";
import { CertificateAuthority } from "../../support/certificates.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import {
	brokenBody,
	fetchText,
	get,
	serveHttp,
	serveHttps,
	serveTcp,
	targetOf,
	transportTo,
	until,
} from "./loopback.ts";

const authority = new CertificateAuthority();
const local = authority.issue({ commonName: "api", names: ["localhost", "127.0.0.1"] });

test("a hundred lists at once share sixteen connections, and the next hundred the same ones", async () => {
	await using server = await serveHttp((_, response) => setImmediate(() => response.end("{}")));
	const clock = new ManualClock();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	await Promise.all(Array.from({ length: 100 }, () => fetchText(transport, get("/api/v1/pods"))));
	expect(server.accepted).toBe(16);
	await clock.advance(2_000);
	await Promise.all(Array.from({ length: 100 }, () => fetchText(transport, get("/api/v1/pods"))));
	expect(server.accepted).toBe(16);
});

test("open watches take no place from lists", async () => {
	await using server = await serveHttp((request, response) => {
		if (request.url?.includes("watch")) response.write("{}\n");
		else response.end("{}");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const watch = get("/api/v1/pods", { query: { watch: 1 }, idleTimeoutMs: 0 });
	for (let count = 0; count < 40; count++) expect((await transport.request(watch)).ok).toBe(true);
	expect(await fetchText(transport, get("/api/v1/nodes"))).toBe("{}");
	expect(server.accepted).toBe(41);
});

test("a connection that the server closed while it was idle is replaced without a word", async () => {
	await using server = await serveTcp((socket) => {
		let answered = 0;
		socket.on("data", () => {
			// The second request on this connection meets a server that has just hung up.
			if (answered++ > 0) socket.resetAndDestroy();
			else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
		});
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await fetchText(transport, get("/version"))).toBe("ok");
	expect(await fetchText(transport, get("/version"))).toBe("ok");
	expect(server.accepted).toBe(2);
	const write = await transport.request({ method: "POST", path: "/api/v1/pods", body: "{}", purpose: "test" });
	expect(write).toMatchObject({ ok: false, failure: { kind: "unreachable", code: "ECONNRESET" } });
});

test("the path prefix of the server's URL comes before every path", async () => {
	await using server = await serveHttp((request, response) => response.end(request.url));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}/k8s/clusters/c-1/`));
	const query = { labelSelector: "app in (a,b)", watch: true, limit: 5, continue: undefined };
	expect(await fetchText(transport, get("/api/v1/pods", { query }))).toBe(
		"/k8s/clusters/c-1/api/v1/pods?labelSelector=app+in+%28a%2Cb%29&watch=true&limit=5",
	);
});

test.each([
	["trusted by its authority", { ca: authority.cert }, "127.0.0.1"],
	["by name", { ca: authority.cert }, "localhost"],
	["not verified", { insecureSkipTlsVerify: true }, "127.0.0.1"],
] as const)("TLS, %s", async (_, endpoint, host) => {
	await using server = await serveHttps(local, (_request, response) => response.end("{}"));
	await using transport = transportTo(targetOf(`https://${host}:${server.port}`, endpoint));
	expect(await fetchText(transport, get("/version"))).toBe("{}");
});

test("tls-server-name is sent and verified instead of the host", async () => {
	const issued = authority.issue({ commonName: "api", names: ["kubernetes.example"] });
	let asked: string | false | null = null;
	await using server = await serveHttps(issued, (_, response) => response.end("{}"));
	await using named = await serveHttps(
		{
			...issued,
			SNICallback: (name, done) => {
				asked = name;
				done(null);
			},
		},
		(_, response) => response.end("{}"),
	);
	const endpoint = { ca: authority.cert, tlsServerName: "kubernetes.example" };
	await using transport = transportTo(targetOf(`https://127.0.0.1:${named.port}`, endpoint));
	expect(await fetchText(transport, get("/version"))).toBe("{}");
	expect(asked).toBe("kubernetes.example");
	await using other = transportTo(targetOf(`https://127.0.0.1:${server.port}`, { ca: authority.cert }));
	expect(await other.request(get("/version"))).toMatchObject({
		ok: false,
		failure: { code: "ERR_TLS_CERT_ALTNAME_INVALID", message: expect.stringContaining("DNS:kubernetes.example") },
	});
});

const pastMs = Date.now() - 1_000_000;
test.each([
	[
		"expired",
		authority.issue({ commonName: "a", names: ["127.0.0.1"], notAfterMs: pastMs }),
		"CERT_HAS_EXPIRED",
		"expired",
	],
	[
		"not valid yet",
		authority.issue({ commonName: "a", names: ["127.0.0.1"], notBeforeMs: Date.now() + 1_000_000 }),
		"CERT_NOT_YET_VALID",
		"clock",
	],
	[
		"of an unknown authority",
		new CertificateAuthority("stranger").issue({ commonName: "a", names: ["127.0.0.1"] }),
		"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
		"not trusted",
	],
] as const)("a certificate that is %s is told in words", async (_, issued, code, words) => {
	await using server = await serveHttps(issued, (_request, response) => response.end("{}"));
	await using transport = transportTo(targetOf(`https://127.0.0.1:${server.port}`, { ca: authority.cert }));
	const outcome = await transport.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "unreachable", code } });
	expect(outcome.ok ? "" : outcome.failure.message).toContain(words);
	expect(transport.connection.get()).toMatchObject({ state: "down", failure: { code } });
	await until(() => server.sockets.size === 0);
});

test("nothing listens: refused, and the connection is down since then", async () => {
	const closed = await serveHttp(() => undefined);
	await closed[Symbol.asyncDispose]();
	const clock = new ManualClock();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${closed.port}`), { clock });
	const outcome = await transport.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "unreachable", code: "ECONNREFUSED" } });
	expect(outcome.ok ? "" : outcome.failure.message).toBe(
		`nothing listens at 127.0.0.1:${closed.port} (connection refused)`,
	);
	expect(transport.connection.get()).toMatchObject({ state: "down", sinceMs: clock.now() });
});

test("a name that does not exist", async () => {
	await using transport = transportTo(targetOf("http://no-such-host.invalid"));
	const outcome = await transport.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
	expect(outcome.ok ? "" : outcome.failure.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

test("plain HTTP where TLS is expected, and the other way round", async () => {
	await using plain = await serveHttp((_, response) => response.end("{}"));
	await using secure = await serveHttps(local, (_, response) => response.end("{}"));
	await using tls = transportTo(targetOf(`https://127.0.0.1:${plain.port}`, { ca: authority.cert }));
	const notTls = await tls.request(get("/version"));
	expect(notTls.ok ? "" : notTls.failure.message).toContain("does not speak TLS");
	await using http = transportTo(targetOf(`http://127.0.0.1:${secure.port}`));
	expect(await http.request(get("/version"))).toMatchObject({ ok: false });
});

test.each(["http", "https"])(
	"a server that accepts and resets at once, %s: a failure each time, never a crash",
	async (scheme) => {
		await using server = await serveTcp((socket) => void setImmediate(() => socket.resetAndDestroy()));
		await using transport = transportTo(targetOf(`${scheme}://127.0.0.1:${server.port}`, { ca: authority.cert }));
		for (let turn = 0; turn < 20; turn++) {
			expect(await transport.request(get("/version"))).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
		}
		await until(() => server.sockets.size === 0);
	},
);

test("bytes that are not HTTP", async () => {
	await using server = await serveTcp((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await transport.request(get("/version"))).toMatchObject({ ok: false, failure: { kind: "invalid" } });
});

test("certificates that cannot be used are a failure, not a crash", async () => {
	await using server = await serveHttps(local, (_, response) => response.end("{}"));
	const credential: Credential = { generation: 1, clientCertificate: { cert: "rubbish", key: "rubbish" } };
	const target = targetOf(
		`https://127.0.0.1:${server.port}`,
		{ ca: authority.cert },
		{
			credentials: { current: async () => ok(credential), refresh: async () => ok(credential) },
		},
	);
	await using transport = transportTo(target);
	const outcome = await transport.request(get("/version"));
	expect(outcome.ok ? "" : outcome.failure.message).toContain("cannot be used");
	await until(() => server.sockets.size === 0);
});

test("a renewed client certificate opens new connections; the old ones finish what they carry and close", async () => {
	const who = (name: string) => authority.issue({ commonName: name });
	let credential: Credential = { generation: 1, clientCertificate: who("first") };
	await using server = await serveHttps(
		{ ...local, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
		(request, response) => {
			const peer = (request.socket as TLSSocket).getPeerCertificate();
			if (request.url?.includes("watch")) response.write(String(peer.subject.CN));
			else response.end(String(peer.subject.CN));
		},
	);
	const target = targetOf(
		`https://127.0.0.1:${server.port}`,
		{ ca: authority.cert },
		{
			credentials: { current: async () => ok(credential), refresh: async () => ok(credential) },
		},
	);
	await using transport = transportTo(target);
	expect(await fetchText(transport, get("/version"))).toBe("first");
	const stop = new AbortController();
	const watch = await transport.request(get("/watch", { idleTimeoutMs: 0, signal: stop.signal }));
	expect(watch.ok).toBe(true);
	expect(await fetchText(transport, get("/version"))).toBe("first");
	expect(server.sockets.size).toBe(2);
	credential = { generation: 2, clientCertificate: who("second") };
	expect(await fetchText(transport, get("/version"))).toBe("second");
	await until(() => server.sockets.size === 2);
	stop.abort();
	await until(() => server.sockets.size === 1);
	expect(server.accepted).toBe(3);
});

test("two addresses of one name: the one that answers is used", async () => {
	await using server = await serveHttps(local, (_, response) => response.end("{}"));
	// localhost is ::1 and 127.0.0.1 where IPv6 is on; only the latter listens.
	await using transport = transportTo(targetOf(`https://localhost:${server.port}`, { ca: authority.cert }));
	expect(await fetchText(transport, get("/version"))).toBe("{}");
});

test("the end of a transport closes every connection and cancels what is under way", async () => {
	await using server = await serveHttp((request, response) => {
		if (request.url === "/version") response.end("{}");
		else response.write("x");
	});
	const transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	await fetchText(transport, get("/version"));
	const watch = await transport.request(get("/watch", { idleTimeoutMs: 0 }));
	const broken = brokenBody(watch);
	const unread = await transport.request(get("/watch", { idleTimeoutMs: 0 }));
	expect(unread.ok).toBe(true);
	await transport[Symbol.asyncDispose]();
	expect(await broken).toMatchObject({ kind: "cancelled" });
	await until(() => server.sockets.size === 0);
	expect(await transport.request(get("/version"))).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	await settle();
});
