import { createFrameReader, SPDY, type SpdyFrame } from "../../../src/sim/streams/spdy-frames.ts";
import { createHeaderCodec, type SpdyHeaders } from "../../../src/sim/streams/spdy-headers.ts";
import { OPCODE, type WebSocketFrame } from "./websocket-frames.ts";

/** One thing that was said. */
export interface Speech {
	/** What it belongs to: `channel 1`, `DATA 3`, `close`. */
	readonly about: string;
	readonly text?: string;
	/** Bytes of a stream, one a character. */
	readonly data?: string;
	/** The frame itself, where it cannot be made from what is said. */
	readonly bytes?: Buffer;
}

/** A message of `v4.channel.k8s.io` or `v5.channel.k8s.io`. */
export function spokenOnChannel({ opcode, payload }: WebSocketFrame): Speech {
	const about = `channel ${payload[0] ?? ""}`;
	return {
		about,
		...(opcode === OPCODE.text ? { text: "text" } : {}),
		data: payload.subarray(1).toString("latin1"),
	};
}

/** The frames that one side of a SPDY connection sends, its bytes cut anywhere. */
export function spokenOverSpdy(): (bytes: Buffer) => Promise<readonly Speech[]> {
	const read = createFrameReader();
	const headers = createHeaderCodec();
	return async (bytes) => {
		const said: Speech[] = [];
		for (const frame of read(bytes)) said.push(await spoken(frame, headers.read));
		return said;
	};
}

async function spoken(frame: SpdyFrame, read: (block: Buffer) => Promise<SpdyHeaders>): Promise<Speech> {
	const { type, stream, payload, bytes } = frame;
	const ends = frame.ends ? "ends" : "";
	switch (type) {
		case undefined:
			return { about: `DATA ${stream}`, text: ends, data: payload.toString("latin1") };
		case SPDY.synStream:
			return { about: `SYN_STREAM ${stream}`, text: named(ends, await read(payload.subarray(10))), bytes };
		case SPDY.synReply:
			return { about: `SYN_REPLY ${stream}`, text: named(ends, await read(payload.subarray(4))), bytes };
		case SPDY.rstStream:
			return { about: `RST_STREAM ${stream}`, text: `status=${payload.readUInt32BE(4)}` };
		case SPDY.goAway:
			return { about: "GOAWAY", text: `last=${payload.readUInt32BE(0)} status=${payload.readUInt32BE(4)}` };
		case SPDY.ping:
			return { about: "PING", text: String(payload.readUInt32BE(0)) };
		default:
			return { about: "OTHER", text: String(type), bytes };
	}
}

function named(ends: string, headers: SpdyHeaders): string {
	const pairs = [...headers].map(([name, value]) => `${name}=${value}`).sort();
	return [ends, ...pairs].filter((part) => part !== "").join(" ");
}

/** A text without what is another each time: dates, IDs, versions, how often a thing was said. */
export function normalise(text: string): string {
	return (
		text
			.replaceAll(/[0-9a-f]{64}/g, "ID")
			.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID")
			.replaceAll(/(?<=Date: |Last-Modified: |ETag: )[^\r]+/g, "DATE")
			// A shell draws its prompt anew when the terminal's size changes, and asks where the cursor is.
			.replaceAll("\u001b[6n", "")
			.replaceAll("\r/ # \u001b[J", "")
			.replaceAll(/BusyBox v[^\r]+/g, "BusyBox")
			.replaceAll(/(?:tick\n)+/g, "tick\n")
	);
}
