import type { Clock } from "../../base/clock.ts";
import type { Credential } from "../connection-target.ts";
import type { Connector } from "./connector.ts";
import type { Lines } from "./exchange.ts";
import { createHttp1Lines } from "./http1-lines.ts";

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
		this.#newest = createHttp1Lines(this.#connector, credential, this.#clock);
		return this.#newest;
	}

	/** Connections that are open now. */
	get openCount(): number {
		return [this.#newest, ...this.#older].reduce((sum, lines) => sum + (lines?.openCount ?? 0), 0);
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
