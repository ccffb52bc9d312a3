import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { sleep } from "../../base/clock.ts";
import { checkResource } from "../api/access.ts";
import { type Container, chooseContainer, findPod } from "../api/container.ts";
import { podLog } from "../api/log.ts";
import type { Reply, StreamReply } from "../api/reply.ts";
import { statusBytes } from "../api/represent.ts";
import { parseResourcePath, type ResourcePath } from "../api/request-path.ts";
import { badRequest, noSuchResource, plainFailure, StatusError, tooLargeVersion, unauthorized } from "../api/status.ts";
import { attach } from "../streams/attach.ts";
import { bytesOf, EXEC_PROTOCOLS } from "../streams/channels.ts";
import { type ExecRequest, exec } from "../streams/exec.ts";
import { portForward } from "../streams/port-forward.ts";
import { spdyPortForward, TUNNELLED_PROTOCOL } from "../streams/spdy-port-forward.ts";
import { kinds } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import type { Gate } from "./handle-request.ts";
import { shapeBody } from "./shape-body.ts";
import { shapeSocket } from "./shape-socket.ts";

type Serve = (socket: WebSocket, protocol: string) => void;

/** A stream that a request may go on as. */
interface Upgrade {
	/** Best first. */
	readonly protocols: readonly string[];
	readonly serve: Serve;
}

/**
 * Answer a request to go on as a WebSocket: exec, attach and port-forward of a pod. What is refused is
 * refused with a Status, as any request is; the faults of bodies befall what the server then says.
 */
export async function handleUpgrade(gate: Gate, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
	const { method = "GET", url = "/" } = request;
	const { clock, random, store } = gate.server;
	gate.onRequest(method, url);
	socket.on("error", () => socket.destroy());
	const fault = gate.faults.take(method, url);
	if (fault?.do === "blackhole") return;
	if (fault?.do === "reset") {
		gate.reset(request);
		return;
	}
	if (fault?.do === "delay") await sleep(clock, fault.delayMs + random.next() * (fault.jitterMs ?? 0));
	try {
		if (fault?.do === "status")
			throw plainFailure(fault.code, fault.reason ?? "", `fault asked for: ${fault.code}`, fault.retryAfterSeconds);
		if (fault?.do === "too-large-version") throw tooLargeVersion(store.revision + 1, store.revision);
		const { protocols, serve } = upgradeOf(gate, request);
		// As a kubelet says it, which is asked in the end and has nothing to represent.
		if (!(request.headers.accept ?? "*/*").includes("*/*")) {
			throw plainFailure(406, "", "406: Not Acceptable\n\nAvailable representations: ");
		}
		const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
		const chosen = protocols.find((name) => offered.includes(name));
		if (chosen === undefined)
			throw badRequest(`unable to upgrade: none of the protocols [${offered.join(" ")}] is spoken`);
		// The library refuses names with a slash in them, as `SPDY/3.1+...` has: they are agreed on without it.
		delete request.headers["sec-websocket-protocol"];
		const server = new WebSocketServer({ noServer: true });
		server.on("headers", (headers) => headers.push(`Sec-WebSocket-Protocol: ${chosen}`));
		const shape = shapeBody(fault, { clock, reset: () => gate.reset(request), isOver: gate.faults.isOver });
		const shaped = shape === undefined ? socket : shapeSocket(socket, shape);
		server.handleUpgrade(request, shaped, head, (open) => serve(open, chosen));
	} catch (error) {
		refuse(socket, error instanceof StatusError ? error : plainFailure(500, "InternalError", String(error)));
	}
}

function refuse(socket: Duplex, { body }: StatusError): void {
	const bytes = statusBytes(body, "json");
	const retry = body.details?.retryAfterSeconds;
	const lines = [
		`HTTP/1.1 ${body.code} ${STATUS_CODES[body.code] ?? ""}`,
		...(retry === undefined ? [] : [`Retry-After: ${retry}`]),
		"Content-Type: application/json",
		`Content-Length: ${bytes.length}`,
		"Connection: close",
	];
	socket.end(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]));
}

/** @throws StatusError 400, 401, 403, 404 */
function upgradeOf(gate: Gate, request: IncomingMessage): Upgrade {
	const url = new URL(request.url ?? "/", "http://sim");
	const user = gate.userOf(/^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1]);
	if (user === undefined) throw unauthorized();
	const path = parseResourcePath(url.pathname);
	if (path === undefined) throw noSuchResource();
	// Of a WebSocket the method says nothing: what is made is checked as well.
	checkResource(user, "get", path);
	checkResource(user, "create", path);
	if (path.kind !== kinds.pods) throw noSuchResource();
	switch (path.subresource) {
		case "exec":
			return execUpgrade(gate, path, url.searchParams);
		case "attach":
			return attachUpgrade(gate, path, url.searchParams);
		case "portforward":
			return portForwardUpgrade(gate, path, url.searchParams);
		default:
			throw noSuchResource();
	}
}

function isTrue(query: URLSearchParams, name: string): boolean {
	return query.get(name) === "true" || query.get(name) === "1";
}

/** Images that hold nothing but their program. */
const shellLess = /distroless|mesh\/proxy|\bpause\b/;

function execUpgrade({ server }: Gate, path: ResourcePath, query: URLSearchParams): Upgrade {
	const { store, clock } = server;
	const pod = findPod(store, path.namespace, path.name ?? "");
	const { spec, status } = chooseContainer(pod, query.get("container") ?? "");
	if (status?.state.running === undefined) throw badRequest(`container not found ("${spec.name}")`);
	const own = Object.fromEntries(
		(spec.env ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
	);
	const hostname = pod.metadata.name;
	const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOSTNAME: hostname, HOME: "/", ...own };
	const machine = { hostname, env, nowMs: () => clock.now(), hasShell: !shellLess.test(spec.image) };
	const command = query.getAll("command");
	const request = { command, stdin: isTrue(query, "stdin"), tty: isTrue(query, "tty"), machine };
	return execIn(server, pod, request);
}

function shellUpgrade(server: Gate["server"], { pod }: Container, stdin: boolean): Upgrade {
	const hostname = pod.metadata.name;
	const env = { PATH: "/bin", HOSTNAME: hostname, HOME: "/" };
	const machine = { hostname, env, nowMs: () => server.clock.now() };
	return execIn(server, pod, { command: ["sh"], stdin, tty: true, machine });
}

/** Run something in a pod, which kills it when it goes. */
function execIn({ store }: Gate["server"], pod: KubeObject, request: ExecRequest): Upgrade {
	return {
		protocols: EXEC_PROTOCOLS,
		serve(socket, protocol) {
			const kill = exec(socket, request, protocol);
			socket.once("close", whenGone(store, pod, kill));
		},
	};
}

/** Do something when a pod is no more. Returns the way to forget it. */
function whenGone(store: ObjectStore, { metadata }: KubeObject, act: () => void): () => void {
	return store.subscribe(kinds.pods, ({ type, object }) => {
		if (type === "DELETED" && object.metadata.uid === metadata.uid) act();
	});
}

function attachUpgrade({ server }: Gate, path: ResourcePath, query: URLSearchParams): Upgrade {
	const container = query.get("container") ?? "";
	const pod = findPod(server.store, path.namespace, path.name ?? "");
	const chosen = chooseContainer(pod, container);
	// What somebody has put there to work with runs a shell.
	if (chosen.spec.tty === true && chosen.status?.state.running !== undefined)
		return shellUpgrade(server, chosen, isTrue(query, "stdin"));
	const log = podLog(server, path, new URLSearchParams({ container, follow: "true", tailLines: "0" }));
	if (!isStream(log)) throw badRequest(`container ${container} is not running`);
	const request = { log, reads: chosen.spec.stdin === true && isTrue(query, "stdin") };
	return { protocols: EXEC_PROTOCOLS, serve: (socket) => attach(socket, request) };
}

function isStream(reply: Reply | StreamReply): reply is StreamReply {
	return "start" in reply;
}

function portForwardUpgrade({ server }: Gate, path: ResourcePath, query: URLSearchParams): Upgrade {
	const pod = findPod(server.store, path.namespace, path.name ?? "");
	const spec = pod["spec"] as {
		readonly containers?: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[];
	};
	const open = new Set((spec.containers ?? []).flatMap(({ ports = [] }) => ports.map((port) => port.containerPort)));
	const ports = query.getAll("ports").flatMap((list) => list.split(",").map(Number));
	const request = { pod: pod.metadata.name, ports, open };
	return {
		protocols: [TUNNELLED_PROTOCOL, "v4.channel.k8s.io"],
		serve(socket, protocol) {
			const forget = whenGone(server.store, pod, () => socket.terminate());
			socket.once("close", forget);
			if (protocol !== TUNNELLED_PROTOCOL) {
				portForward(socket, request);
				return;
			}
			const session = spdyPortForward(
				(bytes) => socket.send(bytes),
				request,
				() => socket.terminate(),
			);
			socket.on("message", (data) => session.receive(bytesOf(data)));
			socket.on("error", () => socket.terminate());
		},
	};
}
