import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openAttach } from "../../../src/kube/streams/open-attach.ts";
import { openExec } from "../../../src/kube/streams/open-exec.ts";
import type { RemoteProcess } from "../../../src/kube/streams/remote-process.ts";
import { spokenOnChannel } from "../../sim/wire/speech.ts";
import { parseTranscript, type Transcript } from "../../sim/wire/transcript.ts";
import { OPCODE } from "../../sim/wire/websocket-frames.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { simTarget } from "../../support/sim-target.ts";
import { transportTo, until } from "../transport/loopback.ts";
import { serveRaw } from "./raw-server.ts";

/** What kubectl and a real API server said to each other. */
const directory = join(import.meta.dirname, "../../sim/goldens");
const goldens = readdirSync(directory)
	.filter((file) => !file.startsWith("port-forward"))
	.map((file) => [file.replace(".txt", ""), parseTranscript(readFileSync(join(directory, file), "utf8"))] as const);

const protocolOf = ({ answer }: Transcript): string =>
	answer.find((header) => header.startsWith("Sec-WebSocket-Protocol"))?.split(": ")[1] ?? "";

/** Ask for the same as kubectl did. */
async function ask({ request }: Transcript, url: string): Promise<RemoteProcess> {
	const asked = new URL(`http://server${request[0]?.split(" ")[1] ?? ""}`);
	const [, , , , namespace = "", , pod = "", subresource] = asked.pathname.split("/");
	const { searchParams: query } = asked;
	const where = { namespace, pod, container: query.get("container") ?? "" };
	const how = { input: query.has("stdin"), tty: query.has("tty") };
	const transport = transportTo(simTarget(url));
	const clock = new ManualClock();
	const outcome =
		subresource === "exec"
			? await openExec(transport, clock, { ...where, ...how, argv: query.getAll("command") })
			: await openAttach(transport, clock, { ...where, ...how });
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return outcome.value;
}

/** Do what made kubectl say this. */
function act(process: RemoteProcess, about: string, data: string): void {
	if (about === "channel 0") process.write(Buffer.from(data, "latin1"));
	else if (about === "channel 255") process.closeInput();
	else if (about === "channel 4") {
		const { Width, Height } = JSON.parse(data);
		process.resize(Width, Height);
	}
}

/** The request line, its query in order. */
function requestLine(line = ""): string {
	const [method, target = "", version] = line.split(" ");
	const { pathname, searchParams } = new URL(`http://server${target}`);
	searchParams.sort();
	return `${method} ${pathname}?${searchParams.toString()} ${version}`;
}

test.each(goldens)(
	"%s: the same is asked and said as kubectl does, and the answers are understood",
	async (_, golden) => {
		const { server, peers } = await serveRaw(undefined, () => protocolOf(golden));
		await using _server = server;
		const process = await ask(golden, `http://127.0.0.1:${server.port}`);
		const [peer] = peers;
		if (peer === undefined) throw new Error("nothing was asked");
		expect(requestLine(peer.request.split("\r\n")[0])).toBe(requestLine(golden.request[0]));
		const heard: Record<string, string> = {};
		process.onOutput((bytes, from) => {
			heard[from] = (heard[from] ?? "") + Buffer.from(bytes).toString("latin1");
		});
		process.resume();
		for (const { from, about, data = "" } of golden.lines) {
			if (from === "server" && about === "close") peer.say(Uint8Array.of(3, 232), OPCODE.close);
			else if (from === "server")
				peer.say(Buffer.from(`${String.fromCharCode(Number(about.split(" ")[1]))}${data}`, "latin1"));
			else {
				const before = peer.heard.length;
				act(process, about, data);
				await until(() => peer.heard.length > before);
			}
		}
		const said = (from: string, about: string): string =>
			golden.lines.flatMap((line) => (line.from === from && line.about === about ? [line.data ?? ""] : [])).join("");
		const status = said("server", "channel 3");
		await until(() => (heard["stdout"] ?? "") === said("server", "channel 1"));
		if (status === "") process.close();
		const end = await process.ended;
		expect(end.how).toBe(status === "" ? "lost" : status.includes("InternalError") ? "failed" : "exited");
		const exitCode = /"ExitCode","message":"(\d+)"/.exec(status)?.[1] ?? "0";
		if (end.how === "exited") expect(end.code).toBe(Number(exitCode));
		expect([heard["stdout"] ?? "", heard["stderr"] ?? ""]).toEqual([
			said("server", "channel 1"),
			said("server", "channel 2"),
		]);
		const byClient = golden.lines.filter(({ from, about }) => from === "client" && about !== "close");
		const spoken = peer.heard.filter(({ opcode }) => opcode === OPCODE.binary).map(spokenOnChannel);
		expect(spoken).toEqual(byClient.map(({ about, data }) => ({ about, data })));
	},
);
