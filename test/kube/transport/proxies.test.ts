import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { CertificateAuthority } from "../../support/certificates.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { fetchText, get, Loopback, serveHttp, serveHttps, serveTcp, targetOf, transportTo, until } from "./loopback.ts";

const authority = new CertificateAuthority();
const issued = authority.issue({ commonName: "api", names: ["api.example", "127.0.0.1", "localhost"] });

/** A CONNECT proxy that takes every name for 127.0.0.1; says what it was asked. */
async function connectProxy(answer = 200, server = createHttpServer()) {
	const asked: { authority: string | undefined; authorization: string | undefined }[] = [];
	server.on("connect", (request, client: Socket) => {
		asked.push({ authority: request.url, authorization: request.headers["proxy-authorization"] });
		client.on("error", () => undefined);
		if (answer !== 200) {
			client.end(`HTTP/1.1 ${answer} No\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		join(client, Number(request.url?.split(":").at(-1)), "HTTP/1.1 200 Connection established\r\n\r\n");
	});
	return { proxy: await Loopback.listen(server), asked };
}

function join(client: Socket, port: number, greeting: string | Buffer): void {
	const upstream = connect(port, "127.0.0.1", () => {
		client.write(greeting);
		client.pipe(upstream).pipe(client);
	});
	upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
	client.on("close", () => upstream.destroy());
}

test("TLS goes through a tunnel, with the login of the proxy's URL", async () => {
	await using server = await serveHttps(issued, (_, response) => response.end("through"));
	const { proxy, asked } = await connectProxy();
	await using _ = proxy;
	const endpoint = { ca: authority.cert, proxy: new URL(`http://al%40ice:s%3Acret@127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf(`https://api.example:${server.port}`, endpoint));
	expect(await fetchText(transport, get("/version"))).toBe("through");
	expect(await fetchText(transport, get("/version"))).toBe("through");
	const authorization = `Basic ${Buffer.from("al@ice:s:cret").toString("base64")}`;
	expect(asked).toEqual([{ authority: `api.example:${server.port}`, authorization }]);
	await transport[Symbol.asyncDispose]();
	await until(() => proxy.sockets.size === 0 && server.sockets.size === 0);
});

test("a proxy that itself speaks TLS is verified as the cluster is", async () => {
	await using server = await serveHttps(issued, (_, response) => response.end("through"));
	const { proxy } = await connectProxy(
		200,
		createHttpsServer(issued).on("tlsClientError", () => undefined),
	);
	await using _ = proxy;
	const endpoint = { ca: authority.cert, proxy: new URL(`https://127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf(`https://api.example:${server.port}`, endpoint));
	expect(await fetchText(transport, get("/version"))).toBe("through");
	const stranger = { ...endpoint, ca: new CertificateAuthority("stranger").cert };
	await using wary = transportTo(targetOf(`https://api.example:${server.port}`, stranger));
	const outcome = await wary.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
	expect(outcome.ok ? "" : outcome.failure.message).toContain(`127.0.0.1:${proxy.port}`);
	await transport[Symbol.asyncDispose]();
	await until(() => proxy.sockets.size === 0);
});

test.each([403, 407, 502])("a proxy that answers %s", async (answer) => {
	const { proxy } = await connectProxy(answer);
	await using _ = proxy;
	const endpoint = { ca: "", proxy: new URL(`http://127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf("https://api.example", endpoint));
	const outcome = await transport.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "unreachable", code: "PROXY_REFUSED" } });
	expect(outcome.ok ? "" : outcome.failure.message).toContain(`HTTP ${answer}`);
	expect(transport.connection.get().state).toBe("down");
	await until(() => proxy.sockets.size === 0);
});

test("a proxy that is not there, and one of a kind that nobody speaks", async () => {
	const { proxy } = await connectProxy();
	await proxy[Symbol.asyncDispose]();
	const gone = { proxy: new URL(`http://127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf("https://api.example", gone));
	const outcome = await transport.request(get("/version"));
	expect(outcome).toMatchObject({ ok: false, failure: { code: "ECONNREFUSED" } });
	expect(outcome.ok ? "" : outcome.failure.message).toContain(`127.0.0.1:${proxy.port}`);
	await using odd = transportTo(targetOf("https://api.example", { proxy: new URL("ftp://127.0.0.1") }));
	expect(await odd.request(get("/version"))).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
});

test.each(["says nothing", "says no more after the greeting"])("a SOCKS or HTTP proxy that %s", async (what) => {
	const clock = new ManualClock();
	const half = what !== "says nothing";
	await using proxy = await serveTcp((socket) => {
		socket.on("data", (bytes) => void (half && bytes[0] === 5 && socket.write(Buffer.from([5]))));
	});
	for (const scheme of ["http", "socks5"]) {
		const endpoint = { ca: "", proxy: new URL(`${scheme}://127.0.0.1:${proxy.port}`) };
		await using transport = transportTo(targetOf("https://api.example", endpoint), { clock });
		const outcome = transport.request(get("/version"));
		await until(() => proxy.sockets.size === 1);
		await clock.advance(10_000);
		expect(await outcome).toMatchObject({ ok: false, failure: { kind: "timeout", code: "CONNECT_TIMEOUT" } });
		await until(() => proxy.sockets.size === 0);
	}
});

test("plain requests are given to an HTTP proxy whole", async () => {
	let seen: unknown;
	await using proxy = await serveHttp((request, response) => {
		seen = { url: request.url, host: request.headers.host, login: request.headers["proxy-authorization"] };
		response.end("forwarded");
	});
	const endpoint = { proxy: new URL(`http://u:p@127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf("http://api.example:8080/base", endpoint));
	expect(await fetchText(transport, get("/version", { query: { a: 1 } }))).toBe("forwarded");
	expect(seen).toEqual({
		url: "http://api.example:8080/base/version?a=1",
		host: "api.example:8080",
		login: `Basic ${Buffer.from("u:p").toString("base64")}`,
	});
});

/** A SOCKS 5 proxy that takes every host for 127.0.0.1. */
async function socksProxy(options: { login?: string; reply?: number; first?: readonly number[] } = {}) {
	const asked: string[] = [];
	const proxy = await serveTcp((client) => {
		let stage: "greeting" | "login" | "request" | "joined" = "greeting";
		client.on("data", (bytes: Buffer) => {
			if (stage === "greeting") {
				stage = options.login === undefined ? "request" : "login";
				// One byte at a time: a reader must not count on whole messages.
				for (const byte of options.first ?? [5, options.login === undefined ? 0 : 2]) client.write(Buffer.from([byte]));
			} else if (stage === "login") {
				stage = "request";
				const userLength = bytes[1] ?? 0;
				const user = bytes.subarray(2, 2 + userLength).toString();
				const password = bytes.subarray(3 + userLength).toString();
				client.write(Buffer.from([1, `${user}:${password}` === options.login ? 0 : 1]));
			} else if (stage === "request") {
				stage = "joined";
				const isName = bytes[3] === 3;
				const end = isName ? 5 + (bytes[4] ?? 0) : bytes[3] === 1 ? 8 : 20;
				const port = bytes.readUInt16BE(end);
				asked.push(isName ? bytes.subarray(5, end).toString() : bytes.subarray(4, end).join("."));
				const reply = Buffer.from([5, options.reply ?? 0, 0, 1, 127, 0, 0, 1, 0, 1]);
				if (options.reply === undefined) {
					client.removeAllListeners("data");
					join(client, port, reply);
				} else client.end(reply);
			}
		});
	});
	return { proxy, asked };
}

test.each([
	["https", "api.example", "api.example"],
	["https", "127.0.0.1", "127.0.0.1"],
	["http", "api.example", "api.example"],
	["http", "[::1]", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1"],
	["http", "[2001:db8::8:1]", "32.1.13.184.0.0.0.0.0.0.0.0.0.8.0.1"],
])("SOCKS 5 to %s://%s leaves the name to the proxy", async (scheme, host, asks) => {
	await using server =
		scheme === "https"
			? await serveHttps(issued, (_, response) => response.end("through"))
			: await serveHttp((_, response) => response.end("through"));
	const { proxy, asked } = await socksProxy();
	await using _ = proxy;
	const endpoint = { ca: authority.cert, proxy: new URL(`socks5://127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf(`${scheme}://${host}:${server.port}`, endpoint));
	expect(await fetchText(transport, get("/version"))).toBe("through");
	expect(asked).toEqual([asks]);
});

test.each([
	["a login that is right", { login: "al:se cret" }, undefined],
	["a login that is wrong", { login: "al:other" }, "user name and password"],
	["a kind of login that is not ours", { first: [5, 255] }, "not supported"],
	["another protocol", { first: [72, 84] }, "does not speak SOCKS 5"],
	["a refusal", { reply: 2 }, "not allowed by its rules"],
] as const)("SOCKS 5 with %s", async (_, options, problem) => {
	await using server = await serveHttps(issued, (_request, response) => response.end("through"));
	const { proxy } = await socksProxy(options);
	await using _proxy = proxy;
	const endpoint = { ca: authority.cert, proxy: new URL(`socks5://al:se%20cret@127.0.0.1:${proxy.port}`) };
	await using transport = transportTo(targetOf(`https://api.example:${server.port}`, endpoint));
	const outcome = await transport.request(get("/version"));
	if (problem === undefined) expect(outcome.ok).toBe(true);
	else expect(outcome).toMatchObject({ failure: { code: "PROXY_REFUSED", message: expect.stringContaining(problem) } });
	await transport[Symbol.asyncDispose]();
	await until(() => proxy.sockets.size === 0);
});
