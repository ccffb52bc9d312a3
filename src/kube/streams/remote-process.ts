import type { Clock } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import type { Transport } from "../transport/transport.ts";

/**
 * A process in a container: one that was started for us, or the container's own to which we are attached.
 * It is paused until {@link resume}, so that nothing of its output is lost before somebody listens.
 */
export interface RemoteProcess {
	/**
	 * Whether the end of our input can be told (protocol v5). Where it cannot (v4), {@link closeInput} changes
	 * nothing over there: a program that reads to the end of its input will not end by itself.
	 */
	readonly canCloseInput: boolean;
	/**
	 * Write to the process' input.
	 *
	 * @returns false when enough is waiting to be sent: go on after {@link onDrain}. Nothing is ever dropped while
	 * the process is connected; afterwards what is written goes nowhere.
	 */
	write(bytes: Uint8Array): boolean;
	/** Call `listener` each time there is room again after a {@link write} that said false. Returns the way to stop. */
	onDrain(listener: () => void): () => void;
	/** Say that no more input follows, after all that was written. */
	closeInput(): void;
	/** Tell the size of the user's terminal, in cells; for processes that have a terminal. */
	resize(columns: number, rows: number): void;
	/** Call `listener` with what the process writes. With a terminal everything is `stdout`. Returns the way to stop. */
	onOutput(listener: (bytes: Uint8Array, from: "stdout" | "stderr") => void): () => void;
	/**
	 * Pass on no more output. Up to 1 MB is held; beyond that the process has to wait, and until {@link resume} it is
	 * not noticed when the line is dead.
	 */
	pause(): void;
	/** Take output (again). */
	resume(): void;
	/** How it ended; settles once, after the last output was told, and never rejects. */
	readonly ended: Promise<ProcessEnd>;
	/** Leave: the connection ends at once, {@link ended} says `lost` with a `cancelled` failure. What becomes of the process is its container's affair. */
	close(): void;
}

/**
 * How a process, or our connection to it, ended.
 *
 * - `exited`: it ended by itself with this exit code (128 + n where signal n ended it)
 * - `failed`: the cluster says it could not be run, or not to its end (`absent`: no such program)
 * - `lost`: the connection broke, went silent, or was closed by us; of the process nothing is known
 */
export type ProcessEnd =
	| { readonly how: "exited"; readonly code: number }
	| { readonly how: "failed"; readonly failure: Failure }
	| { readonly how: "lost"; readonly failure: Failure };

/** What to attach to, and with which streams. */
export interface AttachRequest {
	readonly namespace: string;
	readonly pod: string;
	readonly container: string;
	/** We write to it. */
	readonly input: boolean;
	/** It has a terminal: it echoes, its errors come on `stdout`, and it is told sizes. */
	readonly tty: boolean;
	/** Leaves, as {@link RemoteProcess.close} does. */
	readonly signal?: AbortSignal;
}

/** What to run in a container. */
export interface ExecRequest extends AttachRequest {
	/** The program and its arguments; no shell is involved. */
	readonly argv: readonly string[];
}

/** What both `openExec` and `openAttach` are; the failure says why no connection came about. */
export type OpenProcess<Request extends AttachRequest> = (
	transport: Pick<Transport, "dial">,
	clock: Clock,
	request: Request,
) => Promise<Result<RemoteProcess, Failure>>;
