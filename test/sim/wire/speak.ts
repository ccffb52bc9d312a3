import { controlFrame, dataFrame, SPDY, uint32 } from "../../../src/sim/streams/spdy-frames.ts";
import type { Speech } from "./speech.ts";
import { clientFrame, OPCODE } from "./websocket-frames.ts";

/** The frame in which a client says something. */
export function speak({ about, text = "", data = "", bytes }: Speech): Buffer {
	const [what = "", number = "0"] = about.split(" ");
	const payload = Buffer.from(data, "latin1");
	switch (what) {
		case "close":
			return clientFrame({ opcode: OPCODE.close, payload: text === "" ? payload : uint32(Number(text)).subarray(2) });
		case "channel":
			return clientFrame({
				opcode: text === "text" ? OPCODE.text : OPCODE.binary,
				payload: Buffer.concat([Uint8Array.of(Number(number)), payload]),
			});
		default:
			return clientFrame({ opcode: OPCODE.binary, payload: bytes ?? spdyFrame(what, Number(number), text, payload) });
	}
}

function spdyFrame(what: string, stream: number, text: string, data: Buffer): Buffer {
	const numbers = [...text.matchAll(/=(\d+)/g)].map(([, value]) => uint32(Number(value)));
	switch (what) {
		case "DATA":
			return dataFrame(stream, data, text === "ends");
		case "RST_STREAM":
			return controlFrame(SPDY.rstStream, Buffer.concat([uint32(stream), ...numbers]));
		case "GOAWAY":
			return controlFrame(SPDY.goAway, Buffer.concat(numbers));
		default:
			throw new Error(`cannot be said without its bytes: ${what}`);
	}
}
