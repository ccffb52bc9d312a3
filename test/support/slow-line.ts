/** How slow a line is. */
export interface SlowLineOptions {
	readonly bytesPerSecond: number;
	/** One way. */
	readonly latencyMs: number;
}

/** The pieces in which it carries: what a packet of a slow line holds. */
const PIECE_BYTES = 256;

/**
 * A slow line behind a tty that takes whatever it is given: as ssh does, whose buffers hold megabytes. What the line cannot
 * carry yet waits.
 */
export class SlowLine {
	readonly #options: SlowLineOptions;
	#freeAtMs = 0;
	#waiting = 0;
	#mostWaiting = 0;

	constructor(options: SlowLineOptions) {
		this.#options = options;
	}

	/** Bytes that waited at most since this was last asked. */
	takeMostWaiting(): number {
		const most = this.#mostWaiting;
		this.#mostWaiting = this.#waiting;
		return most;
	}

	/** To the screen: piece by piece, as fast as it goes. */
	down(bytes: Uint8Array, deliver: (piece: Uint8Array) => void): void {
		const { bytesPerSecond, latencyMs } = this.#options;
		this.#waiting += bytes.length;
		this.#mostWaiting = Math.max(this.#mostWaiting, this.#waiting);
		for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
			const piece = bytes.subarray(at, at + PIECE_BYTES);
			const nowMs = performance.now();
			this.#freeAtMs = Math.max(nowMs, this.#freeAtMs) + (piece.length / bytesPerSecond) * 1000;
			setTimeout(() => {
				this.#waiting -= piece.length;
				setTimeout(() => deliver(piece), latencyMs);
			}, this.#freeAtMs - nowMs);
		}
	}

	/** From the keyboard. */
	up(deliver: () => void): void {
		setTimeout(deliver, this.#options.latencyMs);
	}
}
