import { X509Certificate } from "node:crypto";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ok } from "../../src/base/result.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { fetchText, get, targetOf, transportTo, until } from "../kube/transport/loopback.ts";
import { addPods, emptySim } from "./world.ts";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim({ tls: true }));
});
afterEach(() => sim[Symbol.asyncDispose]());

function trusted(token = sim.tokens.get("admin") ?? "") {
	const credential = async () => ok({ generation: 1, authorization: `Bearer ${token}` });
	const credentials = { current: credential, refresh: credential };
	return transportTo(targetOf(sim.url, { ca: sim.authority ?? "" }, { credentials }));
}

/** An HTTP/2 connection that trusts the server. */
function session(): ClientHttp2Session {
	return connect(sim.url, { ca: sim.authority }).on("error", () => undefined);
}

function ask(on: ClientHttp2Session, path: string): ClientHttp2Stream {
	const authorization = `Bearer ${sim.tokens.get("admin")}`;
	return on.request({ ":path": path, authorization }).on("error", () => undefined);
}

async function textOf(stream: ClientHttp2Stream): Promise<string> {
	let text = "";
	for await (const chunk of stream.setEncoding("utf8")) text += chunk;
	return text;
}

describe("TLS", () => {
	test("the kubeconfig holds the authority and a token for each user", () => {
		const config = parse(sim.kubeconfig());
		const { cluster } = config.clusters[0];
		expect(cluster.server).toBe(sim.url);
		const ca = Buffer.from(cluster["certificate-authority-data"], "base64").toString();
		expect(new X509Certificate(ca).ca).toBe(true);
		expect(config.users.map(({ name }: { name: string }) => name)).toEqual(["admin", "dev"]);
		expect(config.users[0].user.token).toBe(sim.tokens.get("admin"));
	});

	test("a client that does not trust the authority is turned away, one without a token may do nothing", async () => {
		await using stranger = transportTo(targetOf(sim.url));
		expect(await stranger.request(get("/api/v1/pods"))).toMatchObject({ ok: false });
		await using nobody = transportTo(targetOf(sim.url, { ca: sim.authority ?? "" }));
		expect(await nobody.request(get("/api/v1/pods"))).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
	});

	test("lists and watches share one HTTP/2 connection", async () => {
		addPods(sim, "one");
		const http2 = session();
		await new Promise((resolve) => http2.once("connect", resolve));
		expect(http2.alpnProtocol).toBe("h2");
		const watch = ask(http2, "/api/v1/pods?watch=1&resourceVersion=0");
		watch.setEncoding("utf8");
		let seen = "";
		watch.on("data", (text: string) => {
			seen += text;
		});
		expect(JSON.parse(await textOf(ask(http2, "/api/v1/pods"))).items).toHaveLength(1);
		addPods(sim, "two");
		await until(() => seen.includes('"name":"two"'));
		expect(sim.streams.open).toBe(1);
		watch.close();
		await until(() => sim.streams.open === 0);
		http2.destroy();
	});

	test("our own transport speaks it too", async () => {
		addPods(sim, "one");
		await using transport = trusted();
		expect(JSON.parse(await fetchText(transport, get("/api/v1/pods"))).items).toHaveLength(1);
	});

	test("a connection that is reset takes all its streams along", async () => {
		const http2 = session();
		const watches = [0, 1].map(() => ask(http2, "/api/v1/pods?watch=1"));
		const closed = watches.map((watch) => new Promise((resolve) => watch.once("close", resolve)));
		await until(() => sim.streams.open === 2);
		sim.streams.closeAll("reset");
		await Promise.all(closed);
		await until(() => sim.streams.open === 0);
	});

	test("who does not read is not sent to: a watch of 20 MB waits in the store, not in memory", async () => {
		let encoded = 0;
		for (let index = 0; index < 200; index++) {
			const annotations = {
				toJSON() {
					encoded++;
					return { filler: "x".repeat(100_000) };
				},
			} as unknown as Record<string, string>;
			sim.store.create(kinds.pods, { metadata: { name: `pod-${index}`, namespace: "default", annotations } });
		}
		const http2 = session();
		const watch = ask(http2, "/api/v1/pods?watch=1&resourceVersion=0&timeoutSeconds=60");
		watch.pause();
		await until(() => encoded > 0);
		let turns = 0;
		await until(() => turns++ > 2_000);
		// Windows of 64 KiB and the server's buffers hold a few; the other objects are not even encoded.
		expect(encoded).toBeLessThan(20);
		let received = 0;
		watch.on("data", (chunk: Buffer) => {
			received += chunk.length;
		});
		watch.resume();
		await until(() => received > 20_000_000);
		http2.destroy();
	});
});
