/** A WebSocket frame, its mask taken off. */
export interface WebSocketFrame {
	readonly opcode: number;
	readonly payload: Buffer;
}

/** Opcodes of RFC 6455. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Cut a connection's bytes into frames, whichever side they come from. */
export function createWebSocketReader(): (bytes: Uint8Array) => readonly WebSocketFrame[] {
	let rest: Buffer = Buffer.alloc(0);
	return (bytes) => {
		rest = Buffer.concat([rest, bytes]);
		const frames: WebSocketFrame[] = [];
		for (let frame = firstOf(rest); frame !== undefined; frame = firstOf(rest)) {
			frames.push(frame);
			rest = rest.subarray(frame.end);
		}
		return frames;
	};
}

function firstOf(bytes: Buffer): (WebSocketFrame & { readonly end: number }) | undefined {
	if (bytes.length < 2) return undefined;
	const short = (bytes[1] as number) & 127;
	const lengthBytes = short === 126 ? 2 : short === 127 ? 6 : 0;
	// Of the eight bytes of a long length the first two are always 0 here.
	const lengthAt = short === 127 ? 4 : 2;
	const masked = (bytes[1] as number) >= 128;
	const dataAt = lengthAt + lengthBytes + (masked ? 4 : 0);
	if (bytes.length < dataAt) return undefined;
	const length = lengthBytes === 0 ? short : bytes.readUIntBE(lengthAt, lengthBytes);
	const end = dataAt + length;
	if (bytes.length < end) return undefined;
	const mask = bytes.subarray(dataAt - 4, dataAt);
	const data = bytes.subarray(dataAt, end);
	const payload = masked ? data.map((byte, index) => byte ^ (mask[index % 4] as number)) : data;
	return { opcode: (bytes[0] as number) & 15, payload: Buffer.from(payload), end };
}

/** A client's frame, masked with zeros. */
export function clientFrame({ opcode, payload }: WebSocketFrame): Buffer {
	const { length } = payload;
	const head = length < 126 ? [128 + length] : [128 + 126, length >> 8, length & 255];
	return Buffer.concat([Uint8Array.of(128 + opcode, ...head, 0, 0, 0, 0), payload]);
}
