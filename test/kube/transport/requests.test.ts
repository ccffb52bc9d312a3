import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import { failure } from "../../../src/kube/failure.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { brokenBody, fetchText, fixedCredentials, get, serveHttp, targetOf, transportTo, until } from "./loopback.ts";

test("what every request says of itself", async () => {
	let headers: NodeJS.Dict<string | string[]> = {};
	await using server = await serveHttp((request, response) => {
		headers = request.headersDistinct;
		response.end("{}");
	});
	const credentials = fixedCredentials({ generation: 1, authorization: "Bearer t" });
	const impersonation = [
		["Impersonate-User", "ada"],
		["Impersonate-Group", "devs"],
		["Impersonate-Group", "ops"],
		["Impersonate-Group", "night"],
		["Impersonate-Extra-reason", "drill"],
	] as const;
	const target = targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials, impersonation });
	await using transport = transportTo(target);
	await fetchText(transport, get("/version", { accept: "application/yaml" }));
	expect(headers).toMatchObject({
		host: [`127.0.0.1:${server.port}`],
		"user-agent": ["yagura/1.2.3"],
		accept: ["application/yaml"],
		authorization: ["Bearer t"],
		"impersonate-user": ["ada"],
		"impersonate-group": ["devs", "ops", "night"],
		"impersonate-extra-reason": ["drill"],
		connection: ["keep-alive"],
	});
	expect(headers).not.toHaveProperty("accept-encoding");
	expect(headers).not.toHaveProperty("content-type");
});

test("a body has its type and its length in bytes", async () => {
	let seen: unknown;
	await using server = await serveHttp(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		seen = { ...request.headers, method: request.method, body: Buffer.concat(chunks).toString() };
		response.end("{}");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const body = '{"a":"ü"}';
	const contentType = "application/merge-patch+json";
	await fetchText(transport, { method: "PATCH", path: "/api/v1/nodes/n", body, contentType, purpose: "nodes" });
	expect(seen).toMatchObject({ method: "PATCH", body, "content-type": contentType, "content-length": "10" });
	expect(transport.traffic().get("nodes")).toEqual({ requests: 1, sentBytes: 10, receivedBytes: 2 });
});

const long = "pods ".repeat(50_000);
test("compressed answers are asked for beyond this machine, unpacked as they come, and counted as they came", async () => {
	const packed = gzipSync(long);
	let encoding: unknown;
	await using server = await serveHttp((request, response) => {
		encoding = request.headers["accept-encoding"];
		response.setHeader("content-encoding", "gzip");
		response.end(packed);
	});
	// A forwarding proxy stands for a server that is not on this machine.
	const proxy = new URL(`http://127.0.0.1:${server.port}`);
	await using transport = transportTo(targetOf("http://api.example", { proxy }));
	expect(await fetchText(transport, get("/api/v1/pods", { purpose: "pods" }))).toBe(long);
	expect(encoding).toBe("gzip");
	expect(transport.traffic().get("pods")).toMatchObject({ receivedBytes: packed.length });
	await using plain = transportTo(targetOf("http://api.example", { proxy, disableCompression: true }));
	await fetchText(plain, get("/api/v1/pods"));
	expect(encoding).toBeUndefined();
});

test.each([
	["cut off", gzipSync(long).subarray(0, 200)],
	["no gzip at all", Buffer.from("plain")],
])("a compressed answer that is %s is a failure of the body", async (_, bytes) => {
	await using server = await serveHttp((_request, response) => {
		response.setHeader("content-encoding", "gzip");
		response.end(bytes);
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get("/api/v1/pods"));
	expect(await brokenBody(outcome)).toMatchObject({ kind: "invalid" });
});

test("leaving a compressed body early closes its connection", async () => {
	await using server = await serveHttp((_, response) => {
		response.setHeader("content-encoding", "gzip");
		response.write(gzipSync(long));
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get("/api/v1/pods"));
	if (!outcome.ok) throw new Error(outcome.failure.message);
	for await (const chunk of outcome.value.body) {
		expect(chunk.length).toBeGreaterThan(0);
		break;
	}
	await until(() => server.sockets.size === 0);
});

test.each([
	[400, "/api/v1/pods", {}, "invalid"],
	[403, "/api/v1/pods", {}, "forbidden"],
	[404, "/api/v1/pods", {}, "absent"],
	[409, "/api/v1/pods", {}, "conflict"],
	[410, "/api/v1/pods", {}, "gone"],
	[422, "/api/v1/pods", {}, "invalid"],
	[429, "/api/v1/pods", {}, "throttled"],
	[429, "/api/v1/pods", { "retry-after": "7" }, "throttled", 7_000],
	[500, "/api/v1/pods", {}, "server"],
	[502, "/api/v1/pods", {}, "server"],
	[503, "/api/v1/pods", {}, "server"],
	[503, "/api/v1/pods", { "retry-after": "1" }, "throttled", 1_000],
	[503, "/api/v1/pods", { "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" }, "throttled", 9_000],
	[503, "/api/v1/pods", { "retry-after": "86400" }, "throttled", 600_000],
	[503, "/apis/apps/v1/deployments", {}, "server"],
	[503, "/apis/networking.k8s.io/v1/ingresses", {}, "server"],
	[503, "/apis/metrics.k8s.io/v1beta1/nodes", {}, "absent"],
	[503, "/apis/custom.metrics.k8s.io/v1beta1/x", {}, "absent"],
	[503, "/apis/example.com/v1/widgets", {}, "absent"],
	[302, "/api/v1/pods", { location: "https://login.example/" }, "invalid"],
])("HTTP %s of %s with %j is %s", async (status, path, headers, kind, retryAfterMs?: number) => {
	await using server = await serveHttp((_, response) => response.writeHead(status, headers).end("no"));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get(path));
	expect(outcome).toMatchObject({ ok: false, failure: { kind, status } });
	expect(outcome.ok ? undefined : outcome.failure.retryAfterMs).toBe(retryAfterMs);
	expect(transport.connection.get().state).toBe("up");
});

test("a refusal is in the server's own words, and its connection is used again", async () => {
	await using server = await serveHttp((_, response) => {
		response.writeHead(403, { "content-type": "application/json" });
		response.end(
			JSON.stringify({ kind: "Status", apiVersion: "v1", message: "pods is forbidden\u001b[31m", reason: "Forbidden" }),
		);
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await transport.request(get("/api/v1/pods"));
	expect(outcome).toMatchObject({ ok: false, failure: { kind: "forbidden", reason: "Forbidden" } });
	expect(outcome.ok ? "" : outcome.failure.message).toMatch(/^pods is forbidden/);
	expect(outcome.ok ? "" : outcome.failure.message).not.toContain("\u001b");
	await transport.request(get("/api/v1/pods"));
	expect(server.accepted).toBe(1);
});

test("an endless refusal is read to 64 KB and no further", async () => {
	await using server = await serveHttp((_, response) => {
		response.writeHead(500, { "content-type": "text/plain" });
		const more = (): void => void response.write("x".repeat(16_384), (error) => void (error || more()));
		more();
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await transport.request(get("/api/v1/pods"))).toMatchObject({ ok: false, failure: { kind: "server" } });
	expect(transport.traffic().get("test")?.receivedBytes).toBeLessThan(200_000);
});

test.each([
	"api/v1/pods",
	"/api/v1/../secrets",
	"/api//v1",
	"/api/v1/pods?x=1",
	"/api/v1/pods/",
	"/api/v1/p ds",
	"/%2e%2e",
])("the path %s is never sent", async (path) => {
	await using server = await serveHttp((_, response) => response.end("{}"));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await transport.request(get(path))).toMatchObject({ ok: false, failure: { kind: "invalid" } });
	expect(server.accepted).toBe(0);
});

test("the clock's skew is the median of the last answers, in steps of a second", async () => {
	const clock = new ManualClock();
	let aheadMs = 0;
	await using server = await serveHttp((_, response) => {
		response.setHeader("date", new Date(clock.now() + aheadMs).toUTCString());
		response.end("{}");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	const ask = async (times: number): Promise<number> => {
		for (let time = 0; time < times; time++) await fetchText(transport, get("/version"));
		return transport.clockSkewMs.get();
	};
	expect(await ask(3)).toBe(0);
	aheadMs = 45_000;
	expect(await ask(1)).toBe(0);
	expect(Math.abs((await ask(6)) - 45_000)).toBeLessThanOrEqual(1_000);
	const told: number[] = [];
	transport.clockSkewMs.subscribe(() => told.push(transport.clockSkewMs.get()));
	aheadMs = 45_400;
	await ask(7);
	expect(told).toEqual([]);
	aheadMs = -90_000;
	expect(Math.abs((await ask(7)) + 90_000)).toBeLessThanOrEqual(1_000);
});

test("in read-only mode a change is refused before a connection is made", async () => {
	await using server = await serveHttp((_, response) => response.end("{}"));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { readOnly: true });
	expect(await transport.request({ method: "DELETE", path: "/api/v1/nodes/n", purpose: "test" })).toMatchObject({
		ok: false,
		failure: { kind: "refused" },
	});
	expect(server.accepted).toBe(0);
	expect(await fetchText(transport, get("/api/v1/nodes"))).toBe("{}");
});

test("a credential that cannot be had is the outcome, and nothing is sent", async () => {
	await using server = await serveHttp((_, response) => response.end("{}"));
	const problem = failure("unauthorised", "the plugin failed");
	const credentials = {
		current: async () => ({ ok: false as const, failure: problem }),
		refresh: async () => ok({ generation: 2 }),
	};
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials }));
	expect(await transport.request(get("/version"))).toEqual({ ok: false, failure: problem });
	expect(server.accepted).toBe(0);
});
