import type { Clock } from "../../base/clock.ts";
import type { Credential } from "../connection-target.ts";
import type { Connector } from "./connector.ts";
import type { Lines } from "./exchange.ts";
import { createHttp1Lines } from "./http1-lines.ts";
import { createNegotiatedLines } from "./negotiated-lines.ts";

/** Lines over whatever the endpoint speaks: nothing is connected before the first request. */
export function createLines(connector: Connector, credential: Credential, clock: Clock): Lines {
	const create = connector.isSecure ? createNegotiatedLines : createHttp1Lines;
	return create(connector, credential, clock);
}

/**
 * The connections of a cluster, by credential. A newer credential gets connections of its own; those
 * of the older one finish what they carry and close.
 */
export class LinePool {
	readonly #connector: Connector;
	readonly #clock: Clock;
	#newest: Lines | undefined;
	readonly #older = new Set<Lines>();

	constructor(connector: Connector, clock: Clock) {
		this.#connector = connector;
		this.#clock = clock;
	}

	/** The connections to use with a credential. */
	for(credential: Credential): Lines {
		const newest = this.#newest;
		if (newest !== undefined && credential.generation <= newest.credential.generation) return newest;
		if (newest !== undefined) {
			newest.drain();
			for (const lines of this.#older) if (lines.openCount === 0) this.#older.delete(lines);
			this.#older.add(newest);
		}
		this.#newest = createLines(this.#connector, credential, this.#clock);
		return this.#newest;
	}

	/** Connections that are open now. */
	get openCount(): number {
		return [this.#newest, ...this.#older].reduce((sum, lines) => sum + (lines?.openCount ?? 0), 0);
	}

	/** Ask for a sign of life on every connection that can be asked; the deaf are closed. */
	ping(timeoutMs: number): void {
		for (const lines of [this.#newest, ...this.#older]) lines?.ping(timeoutMs);
	}

	/** Close what is idle, so that no request waits on a connection that has died in its sleep. */
	dropIdle(): void {
		this.#newest?.dropIdle();
	}

	/** Close everything. */
	destroy(): void {
		this.#newest?.destroy();
		for (const lines of this.#older) lines.destroy();
		this.#older.clear();
	}
}
