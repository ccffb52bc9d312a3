import { setTimeout as wait } from "node:timers/promises";
import { type IPty, spawn } from "@lydell/node-pty";
import { Emulator } from "../../test/support/emulator.ts";
import { machineMs } from "./machine-clock.ts";

interface Chunk {
	readonly atMs: number;
	readonly bytes: Uint8Array;
}

/** What is to be measured, and how big its screen is. */
export interface ProgramOptions {
	readonly command: readonly [string, ...string[]];
	readonly env: Readonly<Record<string, string>>;
	readonly columns: number;
	readonly rows: number;
}

const PATIENCE_MS = 120_000;

/**
 * A program in a pseudo-terminal. Its output is noted with the time at which it came and shown to an emulator one
 * piece after the other, so that it is known with which piece something appeared; the emulator's own time is in no figure.
 */
export class MeasuredProgram {
	readonly emulator: Emulator;
	readonly startedMs: number;
	readonly #pty: IPty;
	readonly #received: Chunk[] = [];
	readonly #watchers = new Set<(atMs: number) => void>();
	#shown = 0;
	#isShowing = false;
	#hasEnded = false;

	constructor({ command: [file, ...args], env, columns, rows }: ProgramOptions) {
		this.emulator = new Emulator({ columns, rows });
		this.emulator.onReply((reply) => this.#pty.write(reply));
		this.startedMs = machineMs();
		this.#pty = spawn(file, args, { name: "xterm-256color", cols: columns, rows, encoding: null, env });
		// With no encoding set the data are bytes, whatever the type says.
		this.#pty.onData((data) => {
			this.#received.push({ atMs: machineMs(), bytes: data as unknown as Uint8Array });
			void this.#show();
		});
		this.#pty.onExit(() => {
			this.#hasEnded = true;
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** Bytes that came after a time. */
	bytesSince(atMs: number): number {
		let bytes = 0;
		for (let index = this.#received.length - 1; index >= 0; index--) {
			const chunk = this.#received[index] as Chunk;
			if (chunk.atMs < atMs) break;
			bytes += chunk.bytes.length;
		}
		return bytes;
	}

	/** Send keys. Returns when. */
	send(keys: string): number {
		const atMs = machineMs();
		this.#pty.write(keys);
		return atMs;
	}

	/** Wait until something is so on the screen. Returns when the output came that made it so. */
	until(what: string, isSo: (screen: Emulator) => boolean): Promise<number> {
		if (isSo(this.emulator)) return Promise.resolve(machineMs());
		return new Promise((resolve, reject) => {
			const end = (): void => {
				clearTimeout(timer);
				this.#watchers.delete(watcher);
			};
			const watcher = (atMs: number): void => {
				if (!isSo(this.emulator)) return;
				end();
				resolve(atMs);
			};
			const timer = setTimeout(() => {
				end();
				reject(new Error(`waited in vain for ${what}; the screen shows\n${this.emulator.text()}`));
			}, PATIENCE_MS);
			this.#watchers.add(watcher);
		});
	}

	/** End it as a closed session would, and wait until it is gone. */
	async close(): Promise<void> {
		for (const signal of ["SIGTERM", "SIGKILL"] as const) {
			for (let tries = 0; tries < 40 && !this.#hasEnded; tries++) {
				if (tries === 0) process.kill(this.pid, signal);
				await wait(50);
			}
		}
	}

	async #show(): Promise<void> {
		if (this.#isShowing) return;
		this.#isShowing = true;
		for (; this.#shown < this.#received.length; this.#shown++) {
			const { atMs, bytes } = this.#received[this.#shown] as Chunk;
			await this.emulator.write(bytes);
			for (const watcher of Array.from(this.#watchers)) watcher(atMs);
		}
		this.#isShowing = false;
	}
}
