import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { createWebSocketReader, OPCODE, type WebSocketFrame } from "../../sim/wire/websocket-frames.ts";
import { type Loopback, serveTcp } from "../transport/loopback.ts";

/** The server's side of one WebSocket, of which every byte is in the test's hands. */
export interface RawPeer {
	/** Request line and headers. */
	readonly request: string;
	/** What was said, without pings and pongs. */
	readonly heard: WebSocketFrame[];
	/** Pings that were asked. */
	pings: number;
	/** Whether pings are answered. */
	answers: boolean;
	readonly socket: Socket;
	/** Say something in one frame. */
	say(payload: Uint8Array | string, opcode?: number): void;
}

/** A server that agrees to every WebSocket in the protocol given, else the first that is asked for, and says nothing by itself. */
export async function serveRaw(
	greet: (peer: RawPeer) => void = () => undefined,
	choose: (offered: readonly string[]) => string = ([first = ""]) => first,
): Promise<{ readonly server: Loopback; readonly peers: RawPeer[] }> {
	const peers: RawPeer[] = [];
	const server = await serveTcp((socket) => {
		// A small write would wait for the acknowledgement of the one before.
		socket.setNoDelay();
		let head = "";
		const read = createWebSocketReader();
		let peer: RawPeer | undefined;
		socket.on("data", (bytes: Buffer) => {
			let frames = bytes;
			if (peer === undefined) {
				head += bytes.toString("latin1");
				const end = head.indexOf("\r\n\r\n");
				if (end < 0) return;
				frames = Buffer.from(head.slice(end + 4), "latin1");
				peer = createPeer(socket, head.slice(0, end));
				peers.push(peer);
				agree(socket, peer.request, choose);
				greet(peer);
			}
			for (const frame of read(frames)) hear(peer, frame);
		});
	});
	return { server, peers };
}

function createPeer(socket: Socket, request: string): RawPeer {
	return {
		request,
		heard: [],
		pings: 0,
		answers: true,
		socket,
		say: (payload, opcode = OPCODE.binary) => socket.write(serverFrame(opcode, Buffer.from(payload))),
	};
}

function agree(socket: Socket, request: string, choose: (offered: readonly string[]) => string): void {
	const header = (name: string): string => new RegExp(`^${name}: (.*)$`, "im").exec(request)?.[1] ?? "";
	const key = `${header("sec-websocket-key")}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
	const headers = [
		"Upgrade: websocket",
		"Connection: Upgrade",
		`Sec-WebSocket-Accept: ${createHash("sha1").update(key).digest("base64")}`,
		`Sec-WebSocket-Protocol: ${choose(header("sec-websocket-protocol").split(", "))}`,
	];
	socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("\r\n")}\r\n\r\n`);
}

function hear(peer: RawPeer, frame: WebSocketFrame): void {
	if (frame.opcode === OPCODE.ping) {
		peer.pings++;
		if (peer.answers) peer.say(frame.payload, OPCODE.pong);
	} else if (frame.opcode !== OPCODE.pong) peer.heard.push(frame);
}

/** A whole message of a server's, which is not masked. */
export function serverFrame(opcode: number, payload: Uint8Array): Buffer {
	const { length } = payload;
	const head = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : [127, 0, 0, 0, 0];
	const size = Buffer.alloc(length < 65_536 ? 0 : 4);
	if (size.length > 0) size.writeUInt32BE(length);
	return Buffer.concat([Uint8Array.of(128 + opcode, ...head), size, payload]);
}
