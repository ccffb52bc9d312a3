import { failure } from "../../src/kube/failure.ts";
import type { ProcessEnd, RemoteProcess } from "../../src/kube/streams/remote-process.ts";

/** A remote process that says what a test has it say, and keeps what it is told. */
export class ScriptedProcess implements RemoteProcess {
	readonly canCloseInput = true;
	readonly ended: Promise<ProcessEnd>;
	/** All that was typed. */
	typed = "";
	readonly sizes: string[] = [];
	isPaused = true;
	isInputClosed = false;
	/** Its input takes no more. */
	isFull = false;
	readonly #listeners = new Set<(bytes: Uint8Array, from: "stdout" | "stderr") => void>();
	readonly #drains = new Set<() => void>();
	readonly #end = Promise.withResolvers<ProcessEnd>();

	constructor() {
		this.ended = this.#end.promise;
	}

	/** Write to the user. */
	say(text: string): void {
		for (const listener of this.#listeners) listener(Buffer.from(text, "latin1"), "stdout");
	}

	exit(code: number): void {
		this.finish({ how: "exited", code });
	}

	finish(end: ProcessEnd): void {
		this.#end.resolve(end);
	}

	/** Its input takes bytes again. */
	drain(): void {
		this.isFull = false;
		for (const listener of this.#drains) listener();
	}

	write(bytes: Uint8Array): boolean {
		this.typed += Buffer.from(bytes).toString();
		return !this.isFull;
	}

	onDrain(listener: () => void): () => void {
		this.#drains.add(listener);
		return () => void this.#drains.delete(listener);
	}

	closeInput(): void {
		this.isInputClosed = true;
	}

	resize(columns: number, rows: number): void {
		this.sizes.push(`${columns}x${rows}`);
	}

	onOutput(listener: (bytes: Uint8Array, from: "stdout" | "stderr") => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	pause(): void {
		this.isPaused = true;
	}

	resume(): void {
		this.isPaused = false;
	}

	close(): void {
		this.finish({ how: "lost", failure: failure("cancelled", "closed") });
	}
}
