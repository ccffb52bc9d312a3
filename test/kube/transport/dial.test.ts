import { expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import type { ConnectionTarget } from "../../../src/kube/connection-target.ts";
import type { Dialled, DialRequest, KubeRequest } from "../../../src/kube/transport/transport.ts";
import type { Sim } from "../../../src/sim/sim.ts";
import { simWithPod } from "../../sim/world.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { serveTcp, targetOf, transportTo, until } from "./loopback.ts";

const pod = "/api/v1/namespaces/default/pods/api";
const protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

/** The simulated server, whose authority is trusted, by these tokens one after the other. */
function target(sim: Sim, ...tokens: readonly string[]): ConnectionTarget {
	const credential = (generation: number) =>
		ok({ generation, ...(tokens.length === 0 ? {} : { authorization: `Bearer ${tokens[generation] ?? ""}` }) });
	let generation = 0;
	const credentials = {
		current: async () => credential(generation),
		refresh: async () => credential(++generation),
	};
	return targetOf(sim.url, sim.authority === undefined ? {} : { ca: sim.authority }, { credentials });
}

function exec(...command: readonly string[]): DialRequest {
	return { path: `${pod}/exec`, query: { command, stdout: true, stderr: true }, protocols, purpose: "exec" };
}

/** Everything that comes in on a channel until the end. */
async function heard({ socket }: Dialled, channel: number): Promise<string> {
	let text = "";
	socket.on("message", (data: Buffer) => {
		if (data[0] === channel) text += data.subarray(1).toString();
	});
	const closed = new Promise((resolve) => {
		socket.on("close", resolve);
	});
	socket.resume();
	await closed;
	return text;
}

test("exec: what a command writes arrives, from the first byte on", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(target(sim));
	const dialled = await transport.dial(exec("cat", "/etc/hostname"));
	if (!dialled.ok) throw new Error(dialled.failure.message);
	expect(dialled.value.protocol).toBe("v5.channel.k8s.io");
	// It waits for who listens.
	for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
	expect(await heard(dialled.value, 1)).toBe("api\n");
	expect(transport.traffic().get("exec")?.requests).toBe(1);
});

test("over TLS, although the server would speak HTTP/2, with the credential; a rejected one is refreshed once", async () => {
	await using sim = await simWithPod({ tls: true });
	await using transport = transportTo(target(sim, "outdated", sim.tokens.get("admin") ?? ""));
	const dialled = await transport.dial(exec("echo", "hello"));
	if (!dialled.ok) throw new Error(dialled.failure.message);
	expect(await heard(dialled.value, 1)).toBe("hello\n");
	expect(sim.requests.filter((request) => request.includes("/exec"))).toHaveLength(2);
});

test("a protocol with a slash in its name, as a port-forward has", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(target(sim));
	const dialled = await transport.dial({
		path: `${pod}/portforward`,
		protocols: ["SPDY/3.1+portforward.k8s.io"],
		purpose: "port-forward",
	});
	expect(dialled).toMatchObject({ ok: true, value: { protocol: "SPDY/3.1+portforward.k8s.io" } });
});

test.each([
	["admin", { ...exec("true"), path: `${pod}x/exec` }, "absent"],
	["dev", exec("true"), "forbidden"],
	["admin", { ...exec("true"), protocols: ["v9.channel.k8s.io"] }, "invalid"],
	["nobody", exec("true"), "unauthorised"],
	["admin", { ...exec("true"), path: `${pod}/../exec` }, "invalid"],
] as const)("%s, %j: %s", async (user, request, kind) => {
	await using sim = await simWithPod({ tls: true });
	const token = sim.tokens.get(user) ?? "outdated";
	await using transport = transportTo(target(sim, token, token));
	expect(await transport.dial(request)).toMatchObject({ ok: false, failure: { kind } });
});

test("no media type is asked for, which a kubelet would refuse", async () => {
	let head = "";
	await using server = await serveTcp((socket) => socket.on("data", (data: Buffer) => void (head += data.toString())));
	const clock = new ManualClock();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	void transport.dial(exec("true"));
	await until(() => head.includes("\r\n\r\n"));
	expect(/^accept: (.*)\r$/im.exec(head)?.[1]).toBe("*/*");
});

test("nobody answers", async () => {
	await using sim = await simWithPod();
	await using transport = transportTo(target(sim));
	await sim.stop();
	expect(await transport.dial(exec("true"))).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
	expect(transport.connection.get().state).toBe("down");
});

test("it ends by its signal, before and after it is open, and with the transport", async () => {
	await using sim = await simWithPod();
	const transport = transportTo(target(sim));
	const given = new AbortController();
	const open = await transport.dial({ ...exec("cat"), query: { command: "cat", stdin: true }, signal: given.signal });
	const other = await transport.dial({ ...exec("cat"), query: { command: "cat", stdin: true } });
	if (!open.ok || !other.ok) throw new Error("it is not open");
	given.abort();
	await until(() => open.value.socket.readyState === open.value.socket.CLOSED);
	expect(await transport.dial({ ...exec("true"), signal: given.signal })).toMatchObject({
		ok: false,
		failure: { kind: "cancelled" },
	});
	expect(other.value.socket.readyState).toBe(other.value.socket.OPEN);
	await transport[Symbol.asyncDispose]();
	await until(() => other.value.socket.readyState === other.value.socket.CLOSED);
	expect(await transport.dial(exec("true"))).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
});

test("a server that takes the request and says nothing is given up", async () => {
	await using silent = await serveTcp(() => undefined);
	const clock = new ManualClock();
	await using transport = transportTo(targetOf(`http://127.0.0.1:${silent.port}`), { clock });
	const dialled = transport.dial(exec("true"));
	await until(() => silent.accepted === 1);
	await clock.advance(1_000);
	await clock.advance(30_000);
	expect(await dialled).toMatchObject({ ok: false, failure: { kind: "timeout" } });
});

test("read-only: exec, attach, port-forward and proxies are refused however they are asked for, and no byte is sent", async () => {
	let bytes = 0;
	await using server = await serveTcp((socket) => socket.on("data", (data) => void (bytes += data.length)));
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { readOnly: true });
	const paths = [
		...["exec", "attach", "portforward", "proxy", "proxy/x"].map((subresource) => `${pod}/${subresource}`),
		"/api/v1/namespaces/default/services/web/proxy/",
		"/api/v1/namespaces/default/services/web/proxy/admin",
		"/api/v1/nodes/one/proxy/run/default/api/api",
		"/api/v1/nodes/one/proxy/exec/default/api/api",
		"/api/v1/proxy/namespaces/default/pods/api",
	];
	const methods: readonly KubeRequest["method"][] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
	const refused = { ok: false, failure: { kind: "refused" } };
	for (const path of paths) {
		expect(await transport.dial({ path, protocols, purpose: "test" })).toMatchObject(refused);
		for (const method of methods) {
			expect(await transport.request({ method, path, purpose: "test" })).toMatchObject(refused);
		}
	}
	// What may be read is no door either when it is to go on as something else.
	for (const path of [pod, `${pod}/log`, "/api/v1/nodes/one/proxy/metrics", "/version"]) {
		expect(await transport.dial({ path, protocols, purpose: "test" })).toMatchObject(refused);
	}
	expect([server.accepted, bytes, transport.traffic().size]).toEqual([0, 0, 0]);
});

test("read-only refuses at the very door through which the same dial goes without it", async () => {
	await using sim = await simWithPod();
	await using open = transportTo(target(sim));
	await using readOnly = transportTo(target(sim), { readOnly: true });
	for (const subresource of ["exec", "attach", "portforward"]) {
		const spoken = subresource === "portforward" ? ["v4.channel.k8s.io"] : protocols;
		const query = subresource === "exec" ? { command: "true" } : { ports: 8080 };
		const request = { path: `${pod}/${subresource}`, query, protocols: spoken, purpose: "test" };
		const before = sim.requests.length;
		expect(await readOnly.dial(request)).toMatchObject({ ok: false, failure: { kind: "refused" } });
		expect(sim.requests).toHaveLength(before);
		expect(await open.dial(request)).toMatchObject({ ok: true });
		expect(sim.requests).toHaveLength(before + 1);
	}
});
