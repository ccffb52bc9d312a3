import type { Activity } from "../../src/base/activity.ts";
import { createStore, type Readable } from "../../src/base/store.ts";
import type { Contexts } from "../../src/cli/connection.ts";
import type { ContextSummary } from "../../src/kube/kubeconfig/list-contexts.ts";
import type { SafeText } from "../../src/text/safe-text.ts";

/** What is known of the contexts there are. */
export interface KnownContexts {
	readonly state: "reading" | "read" | "failed";
	/** By name; of a reading that failed, those of the last one that did not. */
	readonly contexts: readonly ContextSummary[];
	/** Why the kubeconfig cannot be read. */
	readonly problem?: SafeText;
}

/** The contexts there are, read when somebody first asks and again whenever they are looked at anew. */
export class ContextList implements Disposable {
	readonly isProduction: (context: string) => boolean;
	readonly #contexts: Pick<Contexts, "list">;
	readonly #activity: Activity;
	readonly #known = createStore<KnownContexts>({ state: "reading", contexts: [] });
	#isReading = false;
	#ended = false;

	constructor(contexts: Pick<Contexts, "list" | "isProduction">, activity: Activity) {
		this.#contexts = contexts;
		this.#activity = activity;
		this.isProduction = (context) => contexts.isProduction(context);
	}

	/** What is known so far; the first to ask has them read. */
	get known(): Readable<KnownContexts> {
		if (this.#known.get().state === "reading") this.refresh();
		return this.#known;
	}

	/** Read them again; what is known stays until then. */
	refresh(): void {
		if (!this.#isReading) void this.#read();
	}

	[Symbol.dispose](): void {
		this.#ended = true;
	}

	async #read(): Promise<void> {
		const work = this.#activity.begin();
		this.#isReading = true;
		try {
			const listed = await this.#contexts.list();
			if (this.#ended) return;
			if (listed.ok) this.#known.set({ state: "read", contexts: listed.value });
			else this.#known.update(({ contexts }) => ({ state: "failed", contexts, problem: listed.failure.message }));
		} finally {
			this.#isReading = false;
			work[Symbol.dispose]();
		}
	}
}
