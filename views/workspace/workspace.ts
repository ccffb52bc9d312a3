import type { Timer } from "../../src/base/clock.ts";
import { createStore, type Readable, type Store } from "../../src/base/store.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { Forwards } from "../../src/forwards/forwards.ts";
import { type Access, createAccess } from "../../src/kube/access/access.ts";
import { pods } from "../../src/resources/pods.ts";
import type { Live } from "../../src/resources/resource.ts";
import type { NodeDebugPods } from "../../src/shells/node-debug-pods.ts";
import { Sessions } from "../../src/shells/sessions.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { contextsKind } from "../contexts/contexts-kind.ts";
import type { BulkDeletion } from "../dialogs/bulk-deletion.ts";
import type { Dialog } from "../dialogs/dialog.ts";
import { PromptHistory } from "../input/prompt-history.ts";
import type { LoadModel } from "../load/load-model.ts";
import type { LogModel } from "../logs/log-model.ts";
import type { RecordModel } from "../logs/record-model.ts";
import type { ProfileModel } from "../profiles/profile-model.ts";
import type { DetailModel } from "../screens/detail-model.ts";
import { helpFacts } from "../screens/help-facts.ts";
import { HelpModel } from "../screens/help-model.ts";
import { isLocal, TableModel, type TableTarget } from "../screens/table-model.ts";
import { openNodeDebugPods } from "../shells/open-node-debug-pods.ts";
import { KnownKinds } from "./known-kinds.ts";
import { reopen } from "./locator.ts";
import { Namespaces } from "./namespaces.ts";
import { openSource } from "./open-source.ts";
import { placeOf } from "./place.ts";
import { CurrentScope, Scope } from "./scope.ts";
import { ViewStack } from "./view-stack.ts";
import type { WorkspaceOptions } from "./workspace-options.ts";

/** A screen on the stack. */
export type View = TableModel | DetailModel | HelpModel | LogModel | RecordModel | ProfileModel | LoadModel;

/** A line of text being typed at the bottom of the frame. */
export interface Prompt {
	readonly kind: "filter" | "palette" | "search" | "save" | "lines" | "sources";
	readonly text: string;
	/** Where the cursor is in it, in UTF-16 units; at its end when left out. */
	readonly at?: number;
	/** Which of the answers is chosen that the palette, or a list of sources, gives. */
	readonly choice: number;
}

/** What the whole screen is about: the cluster, the stack of views, what is being typed. */
export class Workspace implements AsyncDisposable {
	readonly options: WorkspaceOptions;
	readonly cluster: Cluster;
	/** The views from the first to the one on screen, and those before them; never empty once something was opened. */
	readonly views = new ViewStack((locator, below) => reopen(this, locator, below));
	readonly stack: Readable<readonly View[]> = this.views.views;
	readonly namespaces: Namespaces;
	readonly prompt: Store<Prompt | undefined> = createStore<Prompt | undefined>(undefined);
	/** Filters and searches of this session. */
	readonly promptHistory = {
		filter: new PromptHistory(),
		search: new PromptHistory(),
		lines: new PromptHistory(),
		save: new PromptHistory(),
	};
	/** What is asked before something changes; it alone hears keys. */
	readonly dialog: Store<Dialog | undefined> = createStore<Dialog | undefined>(undefined);
	/** What is being done to all marked rows, and what came of it until that is dismissed. */
	readonly bulk: Store<BulkDeletion | undefined> = createStore<BulkDeletion | undefined>(undefined);
	/** Processes in containers: those that run, and the last ones that have ended. */
	readonly sessions: Sessions;
	/** Local ports that lead into this cluster, and into those that were left. */
	readonly forwards: Forwards;
	/** Debug pods on nodes; undefined where none may be made. */
	readonly nodeDebugPods: NodeDebugPods | undefined;
	/** What a credential plugin says while it runs. */
	readonly pluginWords: Store<readonly SafeText[]> = createStore<readonly SafeText[]>([]);
	/** What the user may do. */
	readonly access: Access;
	/** A sentence for the bottom line until the next key. */
	readonly notice: Store<SafeText | undefined> = createStore<SafeText | undefined>(undefined);
	readonly headerShown: Store<boolean> = createStore(true);
	readonly kinds = new KnownKinds();
	/** Grows once a second and with each usage poll: what depends on time is drawn anew. */
	readonly tick: Readable<number>;

	readonly #scope: CurrentScope;
	#namespace: string | undefined;
	#isConfined = false;
	/** The view at the bottom of the stack. */
	#first: View | undefined;
	readonly #tick = createStore(0);
	readonly #closing = new AsyncDisposableStack();
	#timer: Timer | undefined;
	#isClosed = false;

	constructor(options: WorkspaceOptions) {
		this.options = options;
		this.cluster = options.cluster;
		this.access = createAccess({ transport: options.cluster.transport, clock: options.clock });
		this.tick = this.#tick;
		this.nodeDebugPods = options.debugJournal && this.#closing.use(openNodeDebugPods(this, options.debugJournal));
		this.sessions = this.#closing.use(new Sessions(options.clock));
		this.forwards = options.forwards;
		const first = options.namespace ?? options.cluster.target.namespace;
		this.namespaces = this.#closing.use(new Namespaces(this.cluster, [first], () => this.#refreshPalette()));
		this.#namespace = options.namespace;
		this.#scope = this.#closing.use(
			new CurrentScope((namespace) => new Scope(this.cluster, namespace, options.openUsage), options.namespace, {
				onUsage: () => this.#advance("usage"),
				onTooWide: () => this.#confine(),
			}),
		);
		this.stack.subscribe(() => this.#followFirst());
		this.#scheduleTick();
	}

	/** Another cluster is on screen now, or none. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	/** What is always watched. */
	get scope(): Scope {
		return this.#scope.get();
	}

	/** Where new views look; undefined = all namespaces. */
	get namespace(): string | undefined {
		return this.#namespace;
	}

	/** The user may not look at all namespaces at once. */
	get isConfined(): boolean {
		return this.#isConfined;
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

	/** The log on screen, if it is one. */
	get logs(): LogModel | undefined {
		const { view } = this;
		return view?.type === "logs" ? view : undefined;
	}

	/** Name of the kind on screen, or of the one below where that is none of the cluster's. */
	get kindOnScreen(): string {
		for (const view of this.stack.get().toReversed()) {
			if (view.type !== "table") continue;
			const { kind } = view.target;
			if (!isLocal(kind)) return "from" in kind ? kind.from.id : kind.id;
		}
		return pods.id;
	}

	/** The server's time and the last usage. */
	live = (): Live => ({
		nowMs: this.options.clock.now() + this.cluster.clockSkewMs.get(),
		usage: (key) => this.scope.usage.usage(key),
		containerUsage: (podKey, container) => this.scope.usage.containerUsage(podKey, container),
	});

	/** A table that is not on screen yet. */
	createTable(target: TableTarget): TableModel {
		return new TableModel(target, openSource(this.cluster, target), this.live, this.options.clock);
	}

	/** Open a table on top of the stack. */
	open(target: TableTarget): TableModel {
		const table = this.createTable(target);
		if (target.selection?.by === "namespace") this.namespaces.use(target.selection.namespace);
		this.show(table);
		return table;
	}

	/** Put a view on top of the stack; it is the workspace's from now on. */
	show(view: View): void {
		this.views.set([...this.stack.get(), view]);
	}

	/** Open a table as the only view; what is opened next looks where it does. */
	openFirst(target: TableTarget): TableModel {
		const table = this.createTable(target);
		this.views.set([table]);
		return table;
	}

	/** Open a table as the only view, in place of one that nobody asked for; what was typed there meanwhile holds here. */
	openInstead(target: TableTarget): void {
		const table = this.createTable(target);
		const typed = this.table?.filter.text.get() ?? "";
		if (typed !== "") table.setFilter(typed);
		this.views.replace([table]);
	}

	/** Show the contexts that can be entered. */
	openContexts(): void {
		const { contexts } = this.options;
		if (placeOf(this.view) === "contexts") contexts.refresh();
		else {
			const { context } = this.cluster.target;
			this.open({ kind: contextsKind(contexts, context), namespace: undefined }).choose(context);
		}
	}

	openHelp(): void {
		if (this.view?.type !== "help") this.show(new HelpModel(placeOf(this.view), () => helpFacts(this)));
	}

	/** Close the view on screen; false when it is the only one. */
	close(): boolean {
		const views = this.stack.get();
		if (views.length <= 1) return false;
		this.views.set(views.slice(0, -1));
		return true;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#isClosed = true;
		this.dialog.set(undefined);
		this.prompt.set(undefined);
		this.#timer?.cancel();
		this.bulk.get()?.stop();
		this.views[Symbol.dispose]();
		await this.#closing.disposeAsync();
	}

	/** Where the first view looks, the next ones do. */
	#followFirst(): void {
		const [first] = this.stack.get();
		if (first === this.#first) return;
		this.#first = first;
		if (first?.type !== "table" || !first.kind.namespaced) return;
		const { namespace } = first.target;
		if (namespace !== undefined || !this.#isConfined) this.#lookIn(namespace);
	}

	#lookIn(namespace: string | undefined): void {
		this.#namespace = namespace;
		if (namespace !== undefined) this.namespaces.use(namespace);
		this.#scope.enter(namespace);
	}

	/** A user who may not look at all namespaces is shown the one of the context, and told so. */
	#confine(): void {
		const { namespace } = this.cluster.target;
		this.#isConfined = true;
		this.#lookIn(namespace);
		const { table } = this;
		if (
			this.stack.get().length === 1 &&
			table !== undefined &&
			table.kind.namespaced &&
			"shortNames" in table.target.kind
		)
			this.openInstead({ kind: table.target.kind, namespace });
		this.notice.set(safeText(messages.views.confined(namespace)));
	}

	/** What the palette offers has grown. */
	#refreshPalette(): void {
		this.prompt.update((prompt) => (prompt?.kind === "palette" ? { ...prompt } : prompt));
	}

	#advance(what: "time" | "usage"): void {
		this.#tick.update((count) => count + 1);
		this.table?.refreshLive(what);
	}

	/** On the second, so that the clock in the header never skips one. */
	#scheduleTick(): void {
		this.#timer = this.options.clock.after(1_000 - (this.options.clock.now() % 1_000), () => {
			this.#advance("time");
			this.#scheduleTick();
		});
	}
}
