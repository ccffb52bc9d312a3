import { describe, expect, test } from "vitest";
import { openTunnel } from "../../../src/kube/streams/open-tunnel.ts";
import type { PodTunnel, TunnelConnection } from "../../../src/kube/streams/pod-tunnel.ts";
import type { Transport } from "../../../src/kube/transport/transport.ts";
import { simWithPod } from "../../sim/world.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { simTarget } from "../../support/sim-target.ts";
import { transportTo, until } from "../transport/loopback.ts";

/** As a server would have it that does not know the newer protocol. */
function older(transport: Transport): Pick<Transport, "dial"> {
	return {
		dial: (request) =>
			transport.dial(request.protocols[0]?.startsWith("SPDY") ? { ...request, protocols: ["v9"] } : request),
	};
}

async function opened(transport: Pick<Transport, "dial">, clock = new ManualClock()): Promise<PodTunnel> {
	const outcome = await openTunnel(transport, clock, { namespace: "default", pod: "api" });
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return outcome.value;
}

/** All that comes in until the other side has no more to say. */
async function answer(connection: TunnelConnection): Promise<string> {
	let text = "";
	connection.onData((bytes) => {
		text += Buffer.from(bytes).toString();
	});
	const ended = new Promise<void>((resolve) => {
		connection.onEnd(resolve);
	});
	connection.resume();
	await ended;
	return text;
}

const request = (path: string) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);

describe.each(["SPDY", "v4"] as const)("over %s", (protocol) => {
	const over = (transport: Transport) => (protocol === "SPDY" ? transport : older(transport));

	test("what is asked is answered, and the connection ends well", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const tunnel = await opened(over(transport));
		expect(tunnel.halfClose).toBe(protocol === "SPDY");
		const connection = tunnel.connect(8080);
		connection.write(request("/hello"));
		if (protocol === "SPDY") {
			expect(await answer(connection)).toContain('"path":"/hello"');
			expect(await connection.closed).toBeUndefined();
			expect(tunnel.connections).toBe(0);
		} else {
			let text = "";
			connection.onData((bytes) => {
				text += Buffer.from(bytes).toString();
			});
			connection.resume();
			// In this protocol nobody says that it is over, so that it is for us to leave.
			await until(() => text.includes('"path":"/hello"'));
			expect(text.startsWith("HTTP/1.1 200 OK")).toBe(true);
			connection.close();
			expect(await connection.closed).toMatchObject({ kind: "cancelled" });
		}
		tunnel.close();
		expect(await tunnel.closed).toBeUndefined();
	});

	test("a port on which nobody listens is told in the node's words, and the tunnel lives on", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const tunnel = await opened(over(transport));
		const connection = tunnel.connect(81);
		connection.resume();
		const failure = await connection.closed;
		expect(failure).toMatchObject({ kind: "unreachable" });
		expect(failure?.message).toContain("connection refused");
		expect(failure?.message.startsWith("error forwarding port 81")).toBe(true);
		expect(tunnel.takesMore).toBe(true);
		tunnel.close();
	});

	test("many connections at once, each with its own answer", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const tunnel = await opened(over(transport));
		const texts: string[] = [];
		const connections = Array.from({ length: 20 }, (_, index) => {
			const connection = tunnel.connect(8080);
			texts[index] = "";
			connection.onData((bytes) => {
				texts[index] += Buffer.from(bytes).toString();
			});
			connection.resume();
			return connection;
		});
		expect(tunnel.connections).toBe(20);
		for (const [index, connection] of connections.entries()) connection.write(request(`/${index}/`));
		await until(() => texts.every((text, index) => text.includes(`"path":"/${index}/"`)));
		tunnel.close();
		for (const connection of connections) await connection.closed;
		expect(tunnel.connections).toBe(0);
	});

	test("with the tunnel all its connections end, and no more are opened", async () => {
		await using sim = await simWithPod();
		await using transport = transportTo(simTarget(sim.url));
		const given = new AbortController();
		const outcome = await openTunnel(over(transport), new ManualClock(), {
			namespace: "default",
			pod: "api",
			signal: given.signal,
		});
		if (!outcome.ok) throw new Error(outcome.failure.message);
		const connection = outcome.value.connect(8080);
		given.abort();
		expect(await connection.closed).toMatchObject({ kind: "cancelled" });
		expect(await outcome.value.closed).toBeUndefined();
		expect(outcome.value.takesMore).toBe(false);
		expect(await outcome.value.connect(8080).closed).toMatchObject({ kind: "cancelled" });
	});
});

test("a server that goes away: the tunnel and its connections say so", async () => {
	const sim = await simWithPod();
	await using transport = transportTo(simTarget(sim.url));
	const tunnel = await opened(transport);
	const connection = tunnel.connect(8080);
	await sim.stop();
	expect((await tunnel.closed)?.kind).toBe("unreachable");
	expect((await connection.closed)?.kind).toBe("unreachable");
	expect(tunnel.takesMore).toBe(false);
});

test("read-only, or no such pod: no tunnel", async () => {
	await using sim = await simWithPod();
	await using readOnly = transportTo(simTarget(sim.url), { readOnly: true });
	await using transport = transportTo(simTarget(sim.url));
	const place = { namespace: "default", pod: "api" };
	expect(await openTunnel(readOnly, new ManualClock(), place)).toMatchObject({ failure: { kind: "refused" } });
	expect(sim.requests).toEqual([]);
	expect(await openTunnel(transport, new ManualClock(), { ...place, pod: "none" })).toMatchObject({
		failure: { kind: "absent" },
	});
});
