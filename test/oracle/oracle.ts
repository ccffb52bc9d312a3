import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";

/** What one may ask: one of these. `testbed/cmd/oracle` answers. */
export type Question =
	| { readonly quantity: string }
	/** Nanoseconds, which may be more than a number holds. */
	| { readonly humanDuration: string }
	/** In Go's notation. */
	| { readonly duration: string }
	| { readonly time: string | null }
	| { readonly microTime: string | null }
	| { readonly object: object };

/** What Kubernetes' own code says; the fields that belong to the question. */
export interface Answer {
	/** Why there is no other answer. */
	readonly error?: string;
	readonly text?: string;
	/** A quantity, exactly. */
	readonly decimal?: string;
	/** The same in thousandths, and whole, both rounded up; left out for zero. */
	readonly milli?: string;
	readonly value?: string;
	readonly nanoseconds?: string;
	readonly unixMilli?: number;
	/** Cells of `kubectl get -o wide`, the headings of their columns, and when they were made. */
	readonly columns?: readonly string[];
	readonly cells?: readonly unknown[];
	readonly atMs?: number;
}

/** Kubernetes' own code, which answers in the order in which it is asked. */
export class Oracle implements AsyncDisposable {
	readonly #process: ChildProcess;
	readonly #lines: Interface;
	readonly #waiting: PromiseWithResolvers<Answer>[] = [];
	readonly #gone: Promise<void>;
	/** Why nothing more can be asked. */
	#failed: Error | undefined;

	/** @param program - path of the program that was built from `testbed/cmd/oracle` */
	constructor(program: string) {
		const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
		this.#process = child;
		this.#lines = createInterface(child.stdout);
		this.#lines.on("line", (line) => this.#waiting.shift()?.resolve(JSON.parse(line) as Answer));
		this.#gone = new Promise((gone) => {
			child.once("close", () => gone());
			child.once("error", () => gone());
		});
		child.once("error", (error) => this.#fail(error));
		child.once("close", (code) => this.#fail(new Error(`the oracle is gone (exit code ${code})`)));
	}

	ask(question: Question): Promise<Answer> {
		if (this.#failed !== undefined) return Promise.reject(this.#failed);
		const waiting = Promise.withResolvers<Answer>();
		this.#waiting.push(waiting);
		this.#process.stdin?.write(`${JSON.stringify(question)}\n`);
		return waiting.promise;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#process.stdin?.end();
		await this.#gone;
		this.#lines.close();
	}

	#fail(error: Error): void {
		this.#failed ??= error;
		for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
	}
}
