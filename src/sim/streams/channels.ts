import type { RawData, WebSocket } from "ws";

/** Channels of `v4.channel.k8s.io` and `v5.channel.k8s.io` by number. @see k8s.io/apimachinery `pkg/util/remotecommand` */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

/** Protocols of exec and attach, best first. */
export const EXEC_PROTOCOLS = ["v5.channel.k8s.io", "v4.channel.k8s.io"] as const;

/** Several streams of bytes over one WebSocket, each message begun by the number of its channel. */
export interface Channels {
	send(channel: number, bytes: Uint8Array | string): void;
	/** End the connection as agreed, after all that was sent. */
	end(): void;
}

/** What comes in over the channels. */
export interface ChannelListener {
	message(channel: number, bytes: Buffer): void;
	/** The connection has ended, whoever ended it. */
	closed(): void;
}

/** Speak channels over an open WebSocket. */
export function openChannels(socket: WebSocket, listener: ChannelListener): Channels {
	socket.on("message", (data: RawData) => {
		const bytes = bytesOf(data);
		if (bytes.length > 0) listener.message(bytes[0] ?? 0, bytes.subarray(1));
	});
	socket.on("close", () => listener.closed());
	socket.on("error", () => socket.terminate());
	return {
		send(channel, bytes) {
			if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Uint8Array.of(channel), Buffer.from(bytes)]));
		},
		end: () => socket.close(1000),
	};
}

/** Say that the streams are open, as a kubelet does: with nothing, on the first channel that it writes. */
export function greet(channels: Channels): void {
	channels.send(CHANNEL.stdout, "");
}

/** The bytes of a message, however they came. */
export function bytesOf(data: RawData): Buffer {
	if (Array.isArray(data)) return Buffer.concat(data);
	return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
