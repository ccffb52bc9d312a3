import { openTunnel } from "../../../src/kube/streams/open-tunnel.ts";
import { controlFrame, dataFrame, SPDY, uint32 } from "../../../src/sim/streams/spdy-frames.ts";
import { type Speech, spokenOverSpdy } from "../../sim/wire/speech.ts";
import { OPCODE } from "../../sim/wire/websocket-frames.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { simTarget } from "../../support/sim-target.ts";
import { transportTo, until } from "../transport/loopback.ts";
import { serveRaw } from "./raw-server.ts";

/** A tunnel to a server whose every frame is in the test's hands; it reads what we say with the simulated API's codec. */
export async function spdyStage() {
	const { server, peers } = await serveRaw();
	const transport = transportTo(simTarget(`http://127.0.0.1:${server.port}`));
	const clock = new ManualClock(undefined, 10);
	const outcome = await openTunnel(transport, clock, { namespace: "n", pod: "p" });
	const [peer] = peers;
	if (!outcome.ok || peer === undefined) throw new Error("it is not open");
	const tunnel = outcome.value;
	const read = spokenOverSpdy();
	let frames = 0;
	const said: Speech[] = [];
	return {
		tunnel,
		clock,
		peer,
		/** What the client has said so far, without pings. */
		async said(): Promise<readonly Speech[]> {
			while (frames < peer.heard.length) {
				const frame = peer.heard[frames++];
				if (frame?.opcode === OPCODE.close) said.push({ about: "close" });
				else if (frame !== undefined) said.push(...(await read(frame.payload)));
			}
			return said;
		},
		/** Wait until the client has said this. */
		async hears(about: string, text = ""): Promise<void> {
			for (let turn = 0; turn < 200_000; turn++) {
				if ((await this.said()).some((speech) => speech.about === about && (speech.text ?? "").includes(text))) return;
				await new Promise((resolve) => setImmediate(resolve));
			}
			throw new Error(`${about} ${text} was not said but ${JSON.stringify(said)}`);
		},
		reply: (stream: number) => peer.say(controlFrame(SPDY.synReply, uint32(stream))),
		data: (stream: number, text: string, ends = false) => peer.say(dataFrame(stream, Buffer.from(text), ends)),
		/** Everything that was said until now has been taken by the client: it answers a ping. */
		async taken(id: number): Promise<void> {
			peer.say(controlFrame(SPDY.ping, uint32(id)));
			await until(() => true);
			await this.hears("PING", String(id));
		},
		async [Symbol.asyncDispose]() {
			tunnel.close();
			await transport[Symbol.asyncDispose]();
			await server[Symbol.asyncDispose]();
		},
	};
}
