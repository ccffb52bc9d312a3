import { Duplex } from "node:stream";
import type { TunnelConnection } from "./pod-tunnel.ts";

/** A connection into a pod as a stream of Node's, for whoever speaks a protocol over it. */
export class TunnelStream extends Duplex {
	readonly #connection: TunnelConnection;

	constructor(connection: TunnelConnection) {
		super({ allowHalfOpen: true });
		this.#connection = connection;
		let hasCome = false;
		connection.onData((bytes) => {
			hasCome = true;
			if (!this.push(bytes)) connection.pause();
		});
		connection.onEnd(() => {
			// An end before the first byte is how a refusal begins: what was wrong is told when the connection closes.
			if (hasCome) this.push(null);
			else connection.end();
		});
		void connection.closed.then((failure) => {
			if (failure !== undefined) this.destroy(new Error(failure.message));
			else if (!this.readableEnded) this.push(null);
		});
	}

	override _read(): void {
		this.#connection.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
		if (this.#connection.write(chunk)) {
			done();
			return;
		}
		const stop = this.#connection.onDrain(() => {
			stop();
			done();
		});
	}

	override _final(done: () => void): void {
		this.#connection.end();
		done();
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		this.#connection.close();
		done(error);
	}
}
