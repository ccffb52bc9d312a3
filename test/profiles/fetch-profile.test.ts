import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { fetchProfile, findProfilePort, type ProfileRequest } from "../../src/profiles/fetch-profile.ts";
import { type Loopback, serveHttp } from "../kube/transport/loopback.ts";
import { loopbackTunnel } from "../support/loopback-tunnel.ts";
import { ManualClock } from "../support/manual-clock.ts";

const servers: Loopback[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

/** A server that answers so. @returns its port */
async function serve(listener: RequestListener): Promise<number> {
	const server = await serveHttp(listener);
	servers.push(server);
	return server.port;
}

function asking(port: number, clock = new ManualClock()): ProfileRequest {
	return { tunnel: loopbackTunnel, port, clock, signal: new AbortController().signal };
}

test("the CPU is asked for by the seconds, all else as it stands; the file comes as it is, however long", async () => {
	const paths: string[] = [];
	const file = Buffer.alloc(3_000_000, "profile");
	const port = await serve(({ url, headers }, response) => {
		paths.push(`${url} ${headers.host === `localhost:${port}`}`);
		response.end(file);
	});
	const cpu = await fetchProfile(asking(port), "profile");
	const heap = await fetchProfile(asking(port), "heap");
	expect([cpu.ok && cpu.value.equals(file), heap.ok && heap.value.equals(file)]).toEqual([true, true]);
	expect(paths).toEqual(["/debug/pprof/profile?seconds=10 true", "/debug/pprof/heap true"]);
});

test.each([
	[404, "absent", /port \d+ has no \/debug\/pprof\/ \(404\)/],
	[401, "server", /port \d+ answers 401/],
	[500, "server", /port \d+ answers 500/],
])("%i is said as %s", async (status, kind, words) => {
	const port = await serve((_, response) => void response.writeHead(status).end());
	const answer = await fetchProfile(asking(port), "heap");
	expect(answer).toMatchObject({ ok: false, failure: { kind, message: expect.stringMatching(words) } });
});

test("nobody listens, or it is no HTTP that is spoken: why it failed", async () => {
	const port = await serve(() => {});
	await servers.splice(0)[0]?.[Symbol.asyncDispose]();
	expect(await fetchProfile(asking(port), "heap")).toMatchObject({
		failure: { kind: "unreachable", message: expect.stringContaining("ECONNREFUSED") },
	});
});

test("a program that says nothing is not waited for", async () => {
	const asked = Promise.withResolvers<void>();
	const port = await serve(() => asked.resolve());
	const clock = new ManualClock();
	const answer = fetchProfile(asking(port, clock), "heap");
	await asked.promise;
	await clock.advance(20_000);
	expect(await answer).toMatchObject({ failure: { message: `nothing came from port ${port} for 20 s` } });
});

test("of several ports the first behind which profiles are served", async () => {
	const web = await serve((_, response) => void response.writeHead(404).end());
	const debug = await serve((_, response) => void response.end("goroutine, heap"));
	const page = await serve((_, response) => void response.end("<html>this answers whatever is asked</html>"));
	expect(await findProfilePort(asking(0), [web, page, debug])).toEqual({ ok: true, value: debug });
	expect(await findProfilePort(asking(0), [web])).toMatchObject({ failure: { kind: "absent" } });
	expect(await findProfilePort(asking(0), [])).toMatchObject({
		failure: { message: "the pod names no port; :pprof PORT says which" },
	});
});
