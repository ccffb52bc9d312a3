import { createStore } from "../../src/base/store.ts";
import { ContainerLog } from "../../src/logs/container-log.ts";
import { fixRange } from "../../src/logs/log-request.ts";
import type { LogRange, LogSourceState } from "../../src/logs/log-view.ts";
import { LogServer } from "../support/log-server.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** A container's log being read from a server of the test's own. */
export class Reading implements AsyncDisposable {
	readonly clock = new ManualClock();
	readonly server = new LogServer(this.clock);
	/** Lines as they were read; marks as `-- kind`. */
	readonly read: string[] = [];
	readonly states: LogSourceState[] = [];
	readonly following = createStore(true);
	readonly #options: { readonly range: LogRange; readonly previous: boolean };
	#log: ContainerLog | undefined;

	constructor(range: LogRange = { by: "all" }, previous = false) {
		this.#options = { range, previous };
	}

	get state(): string {
		return this.states.at(-1)?.state ?? "";
	}

	/** Begin to read. */
	open(random: () => number = () => 0.5): void {
		const { range, previous } = this.#options;
		const { clock, server, following } = this;
		const decoder = new TextDecoder();
		this.#log = new ContainerLog({
			transport: server,
			reachability: {
				follow: () => ({ [Symbol.dispose]: () => undefined }),
				whenAnswering: async () => ({ trouble: "own" }),
			},
			clock,
			random,
			nowMs: () => clock.now(),
			place: { namespace: "shop", pod: "web-0", container: "app", previous },
			podUid: "uid-1",
			status: server.status,
			range: fixRange(range, clock.now()),
			following,
			sink: {
				line: (_, bytes, from, to, cutBytes) => {
					this.read.push(`${decoder.decode(bytes.subarray(from, to))}${cutBytes > 0 ? ` +${cutBytes}` : ""}`);
				},
				mark: (kind) => this.read.push(`-- ${kind}`),
				opening: () => undefined,
				settled: () => undefined,
				room: () => undefined,
				state: (state) => this.states.push(state),
			},
		});
	}

	/** Let time pass. */
	async pass(ms = 1_000): Promise<void> {
		await this.clock.advance(ms);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const ended = this.#log?.[Symbol.asyncDispose]();
		await this.pass(0);
		await ended;
	}
}
