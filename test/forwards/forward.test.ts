import { createServer } from "node:net";
import { expect, test } from "vitest";
import { until } from "../kube/transport/loopback.ts";
import { client } from "../support/local-client.ts";
import { ask, forwardStage, listening, reached } from "./forward-stage.ts";

test.each([
	["services", "80"],
	["services", "www"],
	["deployments", "8080"],
	["deployments", "http"],
] as const)("to one of %s, port %s: the newest pod that is ready answers", async (kind, remotePort) => {
	await using it = await forwardStage();
	it.addPod("web-1");
	it.addPod("web-2", { createdAt: "2025-12-31T01:00:00Z" });
	it.addPod("web-3", { createdAt: "2025-12-31T02:00:00Z", ready: false });
	const forward = it.start({ target: { kind, namespace: "default", name: "web" }, remotePort });
	const { localPort = 0, pod } = await listening(forward);
	expect(pod).toBe("web-2");
	expect(JSON.parse(await ask(localPort, "/x"))).toMatchObject({ pod: "web-2", port: 8080, path: "/x" });
	const { receivedBytes, sentBytes, served, connections, failure } = await reached(
		forward,
		({ connections: open }) => open === 0,
	);
	expect([receivedBytes > 0, sentBytes, served, connections, failure]).toEqual([true, 28, 1, 0, undefined]);
});

test("to a pod, by the number of a port", async () => {
	await using it = await forwardStage();
	it.addPod("web-1", { ready: false });
	const forward = it.start({ target: { kind: "pods", namespace: "default", name: "web-1" }, remotePort: "8080" });
	const { localPort = 0 } = await listening(forward);
	expect(await ask(localPort)).toContain('"pod":"web-1"');
});

test("when the pod goes it leads to the next one, of whichever revision; who connects meanwhile waits and loses nothing", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start({ target: { kind: "pods", namespace: "default", name: "web-1" }, remotePort: "8080" });
	const { localPort = 0 } = await listening(forward);
	it.removePod("web-1");
	const { failure } = await reached(forward, ({ failure: why }) => why?.message.includes("place") ?? false);
	expect(failure?.message).toBe("web-1 is gone, and nothing has taken its place");
	const answer = ask(localPort);
	await until(() => forward.status.get().connections === 1);
	it.addPod("web-2", { hash: "two" });
	for (let turn = 0; turn < 20 && forward.status.get().state !== "listening"; turn++) await it.clock.advance(250);
	expect(await answer).toContain('"pod":"web-2"');
	expect(forward.status.get()).toMatchObject({ state: "listening", pod: "web-2", reattached: 1, localPort });
});

test("a pod that is being replaced keeps what is connected to it; what connects anew goes to the next one", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start({});
	const { localPort = 0 } = await listening(forward);
	const first = client(localPort);
	await until(() => forward.status.get().connections === 1);
	it.addPod("web-2");
	it.endPod("web-1");
	for (let turn = 0; turn < 20 && forward.status.get().pod !== "web-2"; turn++) await it.clock.advance(250);
	expect(await ask(localPort)).toContain('"pod":"web-2"');
	first.socket.write("GET / HTTP/1.1\r\n\r\n");
	await until(() => first.how !== "open");
	expect(first.heard).toContain('"pod":"web-1"');
});

test("a tunnel that breaks is opened again", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start({});
	const { localPort = 0 } = await listening(forward);
	const cut = client(localPort);
	await until(() => forward.status.get().connections === 1);
	for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
	it.sim.breakConnections();
	await reached(forward, ({ state }) => state === "re-attaching");
	await until(() => cut.how === "reset");
	for (let turn = 0; turn < 40 && forward.status.get().state !== "listening"; turn++) await it.clock.advance(500);
	expect(await ask(localPort)).toContain('"pod":"web-1"');
	expect(forward.status.get().reattached).toBe(1);
});

test("a port on which nobody listens: who connects is told by a reset, and the words of the node are kept", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start({ target: { kind: "pods", namespace: "default", name: "web-1" }, remotePort: "81" });
	const { localPort = 0 } = await listening(forward);
	const answer = ask(localPort);
	await until(() => forward.status.get().connections === 1);
	for (let turn = 0; forward.status.get().connections > 0; turn++) {
		if (turn > 100) throw new Error("it is never told");
		await it.clock.advance(500);
	}
	expect(await answer).toBe("reset");
	expect(forward.status.get()).toMatchObject({ state: "listening", connections: 0 });
	expect(forward.status.get().failure?.message).toContain("connection refused");
});

test("who waits for a pod in vain is let go after 30 s", async () => {
	await using it = await forwardStage();
	const forward = it.start({});
	const { failure, localPort = 0 } = await reached(forward, ({ state }) => state === "re-attaching");
	expect(failure?.message).toBe("services/web has no pod that is ready");
	const answer = ask(localPort);
	await until(() => forward.status.get().connections === 1);
	await it.clock.advance(31_000);
	expect(await answer).toBe("reset");
});

test.each([
	[
		"a service without the port",
		{ remotePort: "81" },
		"services/web has no port 81; it has 80 (www), 53 (dns)",
		"re-attaching",
	],
	["UDP", { remotePort: "dns" }, "port dns is UDP; only TCP can be forwarded", "failed"],
	["an address of nobody", { address: "192.0.2.1" }, "this machine has no address 192.0.2.1", "failed"],
] as const)("%s: %j", async (_what, spec, message, state) => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start(spec);
	const { failure } = await reached(forward, (status) => status.failure !== undefined);
	expect([failure?.message, forward.status.get().state]).toEqual([message, state]);
});

test("a local port that is taken is said to be", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
	const { port } = taken.address() as { port: number };
	const forward = it.start({ localPort: port, address: "localhost" });
	const { failure } = await reached(forward, ({ state }) => state === "failed");
	expect(failure?.message).toBe(`something else listens on 127.0.0.1:${port} already`);
	await new Promise((resolve) => taken.close(resolve));
});

test("read-only: it is refused, and nothing listens", async () => {
	await using it = await forwardStage({ readOnly: true });
	it.addPod("web-1");
	const forward = it.start({});
	const { failure, localPort } = await reached(forward, ({ state }) => state === "failed");
	expect([failure?.kind, localPort]).toEqual(["refused", undefined]);
});

test("stopped: nothing listens, what was connected is reset, and nothing is left to be waited for", async () => {
	await using it = await forwardStage();
	it.addPod("web-1");
	const forward = it.start({});
	const { localPort = 0 } = await listening(forward);
	const open = client(localPort);
	await until(() => forward.status.get().connections === 1);
	await forward.stop();
	await until(() => open.how === "reset");
	expect(forward.status.get()).toMatchObject({ state: "stopped", localPort: undefined });
	expect(await ask(localPort)).toBe("reset");
});
