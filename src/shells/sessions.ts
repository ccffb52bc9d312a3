import type { Clock } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { RemoteProcess } from "../kube/streams/remote-process.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import { Session } from "./session.ts";

/** So many that have ended stay in the list, for their exit codes. */
const MOST_ENDED = 20;

/** What a container was last entered with. */
export interface Habit {
	readonly container: string;
	/** What was run there; undefined where nothing ran yet. */
	readonly argv?: readonly string[];
}

/** What a process is to the user. */
export interface SessionAbout {
	/** `shell`, `attach`, `debug`: one word. */
	readonly what: string;
	readonly target: SafeText;
	readonly tty: boolean;
	/** It reads what is typed; true when left out. */
	readonly reads?: boolean;
	/** What the user should know before it begins. */
	readonly remark?: SafeText;
}

/** All processes of one cluster that have the terminal, wait for it, or have ended. */
export class Sessions implements Disposable {
	/** In the order in which they began. Changes with everything there is to know of them. */
	readonly all: Readable<readonly Session[]>;
	/** What was chosen for a pod before, by the UID of what owns it, or its own. */
	readonly habits = new Map<string, Habit>();
	/** Of the last debug container. */
	lastImage: string | undefined;
	readonly #all = createStore<readonly Session[]>([]);
	readonly #clock: Clock;
	#count = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.all = this.#all;
	}

	/** Those whose process runs. */
	get running(): readonly Session[] {
		return this.#all.get().filter(({ end }) => end.get() === undefined);
	}

	/** Take a process on; it is not in the list before {@link keep}. */
	create(process: RemoteProcess, { what, ...about }: SessionAbout): Session {
		const name = `${what}-${++this.#count}`;
		return new Session({ process, clock: this.#clock, name, what: safeText(what), ...about });
	}

	/** Put a session on the list. */
	keep(session: Session): void {
		const tell = (): void => this.#all.update((sessions) => [...sessions]);
		session.end.subscribe(tell);
		session.unseenBytes.subscribe(tell);
		const ended = this.#all.get().filter(({ end }) => end.get() !== undefined);
		const tooMany = new Set(ended.slice(0, Math.max(0, ended.length - MOST_ENDED)));
		this.#all.update((sessions) => [...sessions.filter((one) => !tooMany.has(one)), session]);
	}

	/** End one, or take one that has ended from the list. */
	dismiss(session: Session): void {
		if (session.end.get() === undefined) session.close();
		else this.#all.update((sessions) => sessions.filter((one) => one !== session));
	}

	/** End all of them. */
	[Symbol.dispose](): void {
		for (const session of this.#all.get()) session.close();
	}
}
