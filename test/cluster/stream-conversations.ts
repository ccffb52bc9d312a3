import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { spawn as spawnInPty } from "@lydell/node-pty";
import { WebSocket } from "ws";
import { parse } from "yaml";
import { type Relay, startRelay } from "../sim/wire/relay.ts";
import { type Transcript, transcribe } from "../sim/wire/transcript.ts";
import { eventually } from "./eventually.ts";

/** A real cluster and a kubectl to talk to it with. */
export interface Stage {
	readonly kubectl: string;
	readonly kubeconfig: string;
}

const NAMESPACE = "stream-goldens";
const POD = "streams";

const container = (name: string, command: readonly string[], more: object = {}): object => ({
	name,
	image: "localhost/busybox:1",
	imagePullPolicy: "Never",
	command,
	...more,
});

/** A pod with something to exec into, something that writes, something that answers and a port to forward. */
const manifest = JSON.stringify({
	apiVersion: "v1",
	kind: "List",
	items: [
		{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: POD, namespace: NAMESPACE },
			spec: {
				nodeSelector: { "kubernetes.io/hostname": "real-1" },
				terminationGracePeriodSeconds: 0,
				containers: [
					container("main", ["sh", "-c", "mkdir /srv; echo served > /srv/hello; exec httpd -f -p 8080 -h /srv"]),
					container("talker", ["sh", "-c", "while true; do echo tick; sleep 3; done"]),
					container("listener", ["cat"], { stdin: true }),
				],
			},
		},
	],
});

/** Who a conversation is held with, and how. */
interface Talk {
	readonly relay: Relay;
	/** Run kubectl through the relay to its end. */
	kubectl(args: readonly string[], input?: string): Promise<void>;
	/** Start kubectl and leave it to the caller to end it. */
	start(args: readonly string[]): { readonly child: ChildProcess; readonly said: () => string };
	/** Run kubectl in a terminal, where it is said something each time it has written what is waited for. */
	inTerminal(
		args: readonly string[],
		turns: readonly (readonly [until: RegExp, act: (pty: Pty) => void])[],
	): Promise<void>;
}

type Pty = ReturnType<typeof spawnInPty>;

/** What is recorded, by the name of its file. */
const conversations: Readonly<Record<string, (talk: Talk) => Promise<void>>> = {
	"exec-output": ({ kubectl }) =>
		kubectl([...EXEC, "--", "sh", "-c", "echo out; sleep 0.5; echo err >&2; sleep 0.5; exit 7"]),
	"exec-input": ({ kubectl }) => kubectl([...EXEC, "-i", "--", "cat"], "some\ntext\n"),
	"exec-nothing-to-run": ({ kubectl }) => kubectl([...EXEC, "--", "nonsense"]),
	"exec-terminal": ({ inTerminal }) =>
		inTerminal(
			[...EXEC, "-it", "--", "sh"],
			[
				[/[#$] /, (pty) => pty.write("stty size\r")],
				[/24 80[^]*[#$] /, (pty) => pty.resize(132, 50)],
				[/^/, (pty) => pty.write("stty size\r")],
				[/50 132[^]*[#$] /, (pty) => pty.write("exit 3\r")],
			],
		),
	attach: async ({ start }) => {
		const { child, said } = start(["attach", ...IN, POD, "-c", "talker"]);
		await eventually("what is written", () => said().includes("tick"));
		await ended(child, "SIGINT");
	},
	"attach-input": async ({ start }) => {
		const { child, said } = start(["attach", ...IN, POD, "-c", "listener", "-i"]);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		child.stdin?.write("heard\n");
		await eventually("what comes back", () => said().includes("heard"));
		await ended(child, "SIGINT");
	},
	"port-forward": async ({ start }) => {
		const { child, said } = start(["port-forward", ...IN, `pod/${POD}`, ":8080", ":81"]);
		const ports = await eventually("two ports", () => {
			const found = [...said().matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
			return found.length === 2 && found;
		});
		await request(ports[0] ?? 0);
		await request(ports[0] ?? 0);
		// Whether words to a port where nobody listens go out before the refusal comes in is a matter of chance.
		await request(ports[1] ?? 0, "");
		await ended(child, "SIGINT");
	},
	"exec-v4": ({ relay }) =>
		speak(
			relay,
			`exec?command=sh&command=-c&command=echo+out%3B+exit+7&container=main&stdout=true&stderr=true`,
			() => {},
		),
	"port-forward-v4": ({ relay }) => {
		let asked = false;
		return speak(relay, "portforward?ports=8080", (message, socket) => {
			if (message.includes("served")) socket.close();
			else if (!asked) socket.send(Buffer.from(`\0${REQUEST}`));
			asked = true;
		});
	},
};

const IN = ["-n", NAMESPACE];
const EXEC = ["exec", ...IN, POD, "-c", "main"];
const REQUEST = "GET /hello HTTP/1.0\r\n\r\n";

/** Send a request, or nothing at all, to a forwarded port and wait for the end of the answer. */
async function request(port: number, text = REQUEST): Promise<void> {
	const socket = createConnection({ port, host: "127.0.0.1" });
	socket.on("error", () => {});
	socket.write(text);
	socket.resume();
	await new Promise((resolve) => socket.once("close", resolve));
}

/** Speak `v4.channel.k8s.io` by hand, as kubectl no longer does, until the server closes. */
async function speak(relay: Relay, path: string, hear: (message: Buffer, socket: WebSocket) => void): Promise<void> {
	const url = `${relay.url.replace("http", "ws")}/api/v1/namespaces/${NAMESPACE}/pods/${POD}/${path}`;
	const socket = new WebSocket(url, ["v4.channel.k8s.io"], { perMessageDeflate: false });
	socket.on("message", (message: Buffer) => hear(message, socket));
	await new Promise((resolve, reject) => {
		socket.once("close", resolve);
		socket.once("error", reject);
	});
}

async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
	const gone = new Promise((resolve) => child.once("close", resolve));
	if (signal !== undefined) child.kill(signal);
	await gone;
}

/** Hold all conversations with a real cluster and write down what went over the wire. Leaves nothing behind. */
export async function recordStreams(stage: Stage): Promise<Readonly<Record<string, Transcript>>> {
	const { kubectl, kubeconfig } = stage;
	const run = async (args: readonly string[], input = ""): Promise<void> => {
		const child = spawn(kubectl, args, { stdio: ["pipe", "ignore", "inherit"] });
		child.stdin.end(input);
		await ended(child);
		if (child.exitCode !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${child.exitCode}`);
	};
	const direct = ["--kubeconfig", kubeconfig];
	await run(["apply", ...direct, "-f", "-"], manifest);
	await run(["wait", ...direct, ...IN, "--for=condition=Ready", `pod/${POD}`, "--timeout=60s"]);
	const { cluster } = parse(readFileSync(kubeconfig, "utf8")).clusters[0];
	const { user } = parse(readFileSync(kubeconfig, "utf8")).users[0];
	const pem = (base64: string): Buffer => Buffer.from(base64, "base64");
	const credentials = {
		ca: pem(cluster["certificate-authority-data"]),
		cert: pem(user["client-certificate-data"]),
		key: pem(user["client-key-data"]),
	};
	const transcripts: Record<string, Transcript> = {};
	try {
		for (const [name, hold] of Object.entries(conversations)) {
			await using relay = await startRelay(new URL(cluster.server), credentials);
			await hold(talkOver(relay, kubectl));
			const recording = relay.upgraded[0];
			if (recording === undefined) throw new Error(`${name}: nothing went on as a WebSocket`);
			// The server's last words may still be on their way when the client has gone.
			await new Promise((resolve) => setTimeout(resolve, 200));
			transcripts[name] = await transcribe(recording);
		}
	} finally {
		await run(["delete", "namespace", NAMESPACE, ...direct, "--wait=false"]);
	}
	return transcripts;
}

function talkOver(relay: Relay, binary: string): Talk {
	const env = { ...process.env, KUBECONFIG: "/dev/null", KUBERC: "off", TERM: "dumb" };
	const through = (args: readonly string[]): string[] => {
		const end = args.indexOf("--");
		const flags = [`--server=${relay.url}`];
		return end < 0 ? [...args, ...flags] : [...args.slice(0, end), ...flags, ...args.slice(end)];
	};
	const start: Talk["start"] = (args) => {
		const child = spawn(binary, through(args), { env });
		let heard = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding("utf8").on("data", (text: string) => {
				heard += text;
			});
		}
		return { child, said: () => heard };
	};
	return {
		relay,
		start,
		async kubectl(args, input = "") {
			const { child } = start(args);
			child.stdin?.end(input);
			await ended(child);
		},
		async inTerminal(args, turns) {
			const pty = spawnInPty(binary, through(args), { cols: 80, rows: 24, env });
			const gone = new Promise((resolve) => pty.onExit(resolve));
			let heard = "";
			pty.onData((text) => {
				heard += text;
			});
			for (const [until, act] of turns) {
				await eventually(`${until}`, () => until.test(heard), { everyMs: 50 });
				// What the server is told twice in a row it may take in one: a pause keeps the turns apart.
				await new Promise((resolve) => setTimeout(resolve, 300));
				heard = "";
				act(pty);
			}
			await gone;
		},
	};
}
