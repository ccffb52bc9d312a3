import { expect, test } from "vitest";
import { fail, ok, type Result } from "../../../src/base/result.ts";
import { singleFlight } from "../../../src/kube/auth/single-flight.ts";
import type { Credential, CredentialSource } from "../../../src/kube/connection-target.ts";
import { type Failure, failure } from "../../../src/kube/failure.ts";
import { bodyText, fetchText, get, serveHttp, targetOf, transportTo } from "./loopback.ts";

/** Tokens `token-1`, `token-2` ...: a refresh gives the next one, as the contract says, once for all. */
function countedTokens(lastGeneration = 100): CredentialSource & { readonly refreshes: () => number } {
	let refreshes = 0;
	const make = (generation: number): Credential => ({ generation, authorization: `Bearer token-${generation}` });
	let credential = make(1);
	const next = singleFlight(async (): Promise<Result<Credential, Failure>> => {
		refreshes++;
		await new Promise((resolve) => setImmediate(resolve));
		if (credential.generation >= lastGeneration) return fail(failure("unauthorised", "no more tokens"));
		credential = make(credential.generation + 1);
		return ok(credential);
	});
	return {
		refreshes: () => refreshes,
		current: async () => ok(credential),
		async refresh(rejected, signal) {
			if (credential.generation > rejected.generation) return ok(credential);
			return (await next(signal)) ?? fail(failure("cancelled", ""));
		},
	};
}

/** A server that accepts one token; says how often it said 401. */
async function serverFor(accepts: () => string) {
	let rejections = 0;
	const server = await serveHttp((request, response) => {
		if (request.headers.authorization === `Bearer ${accepts()}`) {
			response.end("{}");
			return;
		}
		rejections++;
		response.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}');
	});
	return { server, rejections: () => rejections };
}

test("twenty callers meet a 401 at once: one refresh, each asks once more", async () => {
	const { server, rejections } = await serverFor(() => "token-2");
	await using _ = server;
	const credentials = countedTokens();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials }));
	const asked = Array.from({ length: 20 }, () => fetchText(transport, get("/version", { idleTimeoutMs: 0 })));
	expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, () => "{}"));
	expect(credentials.refreshes()).toBe(1);
	expect(rejections()).toBe(20);
});

test("the new credential is rejected too: unauthorised after one retry", async () => {
	const { server, rejections } = await serverFor(() => "none");
	await using _ = server;
	const credentials = countedTokens();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials }));
	expect(await transport.request(get("/version"))).toMatchObject({
		ok: false,
		failure: { kind: "unauthorised", status: 401, message: "Unauthorized" },
	});
	expect(rejections()).toBe(2);
	expect(transport.connection.get().state).toBe("up");
});

test("no other credential to be had: the source says why", async () => {
	const { server, rejections } = await serverFor(() => "none");
	await using _ = server;
	const credentials = countedTokens(1);
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials }));
	expect(await transport.request(get("/version"))).toMatchObject({
		ok: false,
		failure: { kind: "unauthorised", message: "no more tokens" },
	});
	expect(rejections()).toBe(1);
});

test("a source that gives the same credential again is not asked to prove it", async () => {
	const { server, rejections } = await serverFor(() => "none");
	await using _ = server;
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	expect(await transport.request(get("/version"))).toMatchObject({ ok: false, failure: { kind: "unauthorised" } });
	expect(rejections()).toBe(1);
});

test("a request with a body is sent whole again", async () => {
	const bodies: string[] = [];
	await using server = await serveHttp(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		bodies.push(Buffer.concat(chunks).toString());
		response.writeHead(request.headers.authorization === "Bearer token-2" ? 201 : 401).end("{}");
	});
	await using transport = transportTo(
		targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials: countedTokens() }),
	);
	const outcome = await transport.request({ method: "POST", path: "/api/v1/pods", body: "{1}", purpose: "test" });
	expect(await bodyText(outcome)).toBe("{}");
	expect(bodies).toEqual(["{1}", "{1}"]);
});

test("given up during the refresh", async () => {
	const { server } = await serverFor(() => "none");
	await using _ = server;
	const stop = new AbortController();
	const credentials: CredentialSource = {
		current: async () => ok({ generation: 1 }),
		refresh: (_rejected, signal) =>
			new Promise((resolve) => {
				signal?.addEventListener("abort", () => resolve(fail(failure("cancelled", "given up"))));
				stop.abort();
			}),
	};
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`, {}, { credentials }));
	expect(await transport.request(get("/version", { signal: stop.signal }))).toMatchObject({
		ok: false,
		failure: { kind: "cancelled" },
	});
});
