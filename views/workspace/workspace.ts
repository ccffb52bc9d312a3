import type { Clock, Timer } from "../../src/base/clock.ts";
import { createStore, type Readable, type Store } from "../../src/base/store.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import type { ServerKnowledge } from "../../src/cluster/served-kinds.ts";
import type { UsageSource } from "../../src/metrics/usage-source.ts";
import { resources } from "../../src/resources/catalogue.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { pods } from "../../src/resources/pods.ts";
import type { Live, ResourceIdentity } from "../../src/resources/resource.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import { HelpModel } from "../screens/help-model.ts";
import { TableModel, type TableTarget } from "../screens/table-model.ts";
import { openSource } from "./open-source.ts";

/** A screen on the stack. */
export type View = TableModel | HelpModel;

/** A line of text being typed at the bottom of the frame. */
export interface Prompt {
	readonly kind: "filter" | "palette";
	readonly text: string;
	/** Which of the palette's answers is chosen. */
	readonly choice: number;
}

/** What the whole screen is about: the cluster, the stack of views, what is being typed. */
export class Workspace implements Disposable {
	readonly cluster: Cluster;
	readonly usage: UsageSource;
	readonly clock: Clock;
	readonly readOnly: boolean;
	/** The cluster is a simulated one. */
	readonly demo: boolean;
	/** Where new views look; undefined = all namespaces. */
	readonly namespace: string | undefined;
	/** Kept open while the program runs, for the header and for whatever is opened next. */
	readonly standing: { readonly nodes: OpenTable; readonly pods: OpenTable };
	/** The views from the first to the one on screen; never empty once something was opened. */
	readonly stack: Store<readonly View[]> = createStore<readonly View[]>([]);
	readonly prompt: Store<Prompt | undefined> = createStore<Prompt | undefined>(undefined);
	/** A sentence for the bottom line until the next key. */
	readonly notice: Store<SafeText | undefined> = createStore<SafeText | undefined>(undefined);
	readonly headerShown: Store<boolean> = createStore(true);
	/** Version of the API server, e.g. `v1.36.3`; undefined until it is known. */
	readonly serverVersion: Readable<string | undefined>;
	/** Grows once a second and with each usage poll: what depends on time is drawn anew. */
	readonly tick: Readable<number>;
	readonly leave: () => void;
	readonly redraw: () => void;

	#undeclared: readonly ResourceIdentity[] = [];
	readonly #tick = createStore(0);
	readonly #serverVersion = createStore<string | undefined>(undefined);
	readonly #endUsage: () => void;
	#timer: Timer | undefined;

	constructor(options: {
		readonly cluster: Cluster;
		readonly usage: UsageSource;
		readonly clock: Clock;
		readonly readOnly: boolean;
		readonly demo: boolean;
		readonly namespace: string | undefined;
		/** End the program. */
		readonly leave: () => void;
		/** Draw the whole screen anew. */
		readonly redraw: () => void;
	}) {
		this.cluster = options.cluster;
		this.usage = options.usage;
		this.clock = options.clock;
		this.readOnly = options.readOnly;
		this.demo = options.demo;
		this.namespace = options.namespace;
		this.leave = options.leave;
		this.redraw = options.redraw;
		this.tick = this.#tick;
		this.serverVersion = this.#serverVersion;
		this.standing = { nodes: this.cluster.open(nodes, undefined), pods: this.cluster.open(pods, this.namespace) };
		this.#endUsage = this.usage.version.subscribe(() => this.#advance());
		this.#scheduleTick();
	}

	/** The view on screen. */
	get view(): View | undefined {
		return this.stack.get().at(-1);
	}

	/** The table on screen, if it is one. */
	get table(): TableModel | undefined {
		const { view } = this;
		return view?.type === "table" ? view : undefined;
	}

	/** The server's time and the last usage. */
	live = (): Live => ({
		nowMs: this.clock.now() + this.cluster.clockSkewMs.get(),
		usage: (key) => this.usage.usage(key),
		containerUsage: (podKey, container) => this.usage.containerUsage(podKey, container),
	});

	/** Every kind that can be opened: those with a view of their own first, then what discovery found. */
	kinds(): readonly ResourceIdentity[] {
		return [...resources, ...this.#undeclared];
	}

	/** Discovery has answered: what the server is and what else it serves. */
	learn({ version, undeclared }: ServerKnowledge): void {
		this.#undeclared = undeclared;
		this.#serverVersion.set(version);
	}

	/** Open a table on top of the stack. */
	open(target: TableTarget): TableModel {
		const model = new TableModel(target, openSource(this.cluster, target), this.live, this.clock);
		this.#push(model);
		return model;
	}

	/** Open a table as the only view. */
	openFirst(target: TableTarget): void {
		const before = this.stack.get();
		const model = new TableModel(target, openSource(this.cluster, target), this.live, this.clock);
		this.stack.set([model]);
		for (const view of before) view[Symbol.dispose]();
	}

	openHelp(): void {
		if (this.view?.type !== "help") this.#push(new HelpModel(this.view?.type ?? "table"));
	}

	/** Close the view on screen; false when it is the only one. */
	close(): boolean {
		const views = this.stack.get();
		const last = views.at(-1);
		if (views.length <= 1 || last === undefined) return false;
		this.stack.set(views.slice(0, -1));
		last[Symbol.dispose]();
		return true;
	}

	[Symbol.dispose](): void {
		this.#timer?.cancel();
		this.#endUsage();
		const views = this.stack.get();
		this.stack.set([]);
		for (const view of views) view[Symbol.dispose]();
		this.standing.nodes[Symbol.dispose]();
		this.standing.pods[Symbol.dispose]();
	}

	#push(view: View): void {
		this.stack.update((views) => [...views, view]);
	}

	#advance(): void {
		this.#tick.update((count) => count + 1);
		this.table?.refreshLive();
	}

	/** On the second, so that the clock in the header never skips one. */
	#scheduleTick(): void {
		this.#timer = this.clock.after(1_000 - (this.clock.now() % 1_000), () => {
			this.#advance();
			this.#scheduleTick();
		});
	}
}
