import type { Activity } from "../../src/base/activity.ts";
import { createStore, type Readable, type Store } from "../../src/base/store.ts";
import type { Connection, Contexts } from "../../src/cli/connection.ts";
import { Forwards } from "../../src/forwards/forwards.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { ContextList } from "../contexts/context-list.ts";
import { mayEndSessions } from "../dialogs/leave-or-ask.ts";
import { type OpenedWorkspace, openWorkspace } from "./open-workspace.ts";
import type { Workspace } from "./workspace.ts";
import type { WorkspaceHost } from "./workspace-options.ts";

/** What the workspaces are made of. */
export interface WorkspacesOptions {
	/** The first connection; it ends with its workspace. */
	readonly first: Connection;
	readonly contexts: Contexts;
	/** Name of the kind to show first. */
	readonly resource: string;
	readonly host: Omit<WorkspaceHost, "contexts" | "switchTo" | "forwards">;
	readonly activity: Activity;
	readonly random: () => number;
}

/** A workspace, told apart from another one on the same context. */
interface Numbered extends OpenedWorkspace {
	readonly number: number;
}

/**
 * One workspace a cluster, one at a time: when another context is entered, all that was opened of the last is closed,
 * but for what its forwards need: they go on.
 */
export class Workspaces implements AsyncDisposable {
	readonly #options: WorkspacesOptions;
	readonly #host: WorkspaceHost;
	readonly #list: ContextList;
	readonly #forwards: Forwards;
	readonly #open: Store<Numbered>;
	readonly #leaving = new Set<Promise<void>>();
	/** Counts the switches that were asked for; only the last one is made. */
	#asked = 0;
	#opened = 0;

	constructor(options: WorkspacesOptions) {
		const { first, contexts, resource, activity } = options;
		this.#options = options;
		this.#list = new ContextList(contexts, activity);
		this.#forwards = new Forwards(first.clock, options.random);
		this.#host = {
			...options.host,
			contexts: this.#list,
			switchTo: (context) => this.#switchTo(context),
			forwards: this.#forwards,
		};
		this.#open = createStore(this.#openOn(first, resource));
	}

	/** The one on screen. */
	get workspace(): Workspace {
		return this.#open.get().workspace;
	}

	/** Changes when another context is entered. */
	get changed(): Readable<Numbered> {
		return this.#open;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#asked = Number.NaN;
		this.#list[Symbol.dispose]();
		await this.#forwards[Symbol.asyncDispose]();
		await this.#open.get()[Symbol.asyncDispose]();
		await Promise.all(this.#leaving);
	}

	/** Enter a context, on the kind that is on screen now. Where that fails, everything stays and the reason is said. */
	#switchTo(context: string): void {
		this.#own(this.#leaveFor(context, ++this.#asked));
	}

	/** Shells in the cluster that is left end with it: that is asked about. */
	async #leaveFor(context: string, turn: number): Promise<void> {
		if (await mayEndSessions(this.workspace, context)) await this.#enter(context, turn);
	}

	async #enter(context: string, turn: number): Promise<void> {
		const said = messages.views.contexts;
		const work = this.#options.activity.begin();
		try {
			this.workspace.notice.set(safeText(said.entering(context)));
			const connected = await this.#options.contexts.connect(context);
			if (turn !== this.#asked) {
				if (connected.ok) await connected.value[Symbol.asyncDispose]();
			} else if (connected.ok && this.workspace.bulk.get()?.isEnded === false) {
				await connected.value[Symbol.asyncDispose]();
				this.workspace.notice.set(safeText(messages.views.disabled.stillDeleting));
			} else if (connected.ok) {
				const left = this.#open.get();
				this.#open.set(this.#openOn(connected.value, left.workspace.kindOnScreen));
				this.#tellOfForwards(left.workspace);
				this.#own(left[Symbol.asyncDispose]());
			} else this.workspace.notice.set(safeText(said.cannotEnter(context, connected.failure.message)));
		} finally {
			work[Symbol.dispose]();
		}
	}

	/** Say in the new workspace what goes on of the one that was left. */
	#tellOfForwards({ cluster }: Workspace): void {
		const { context } = cluster.target;
		const count = this.#forwards.running.filter((one) => one.cluster === cluster).length;
		const said = messages.views.contexts.forwardsGoOn;
		if (count > 0) this.workspace.notice.update((notice) => notice ?? safeText(said(count, context)));
	}

	#openOn(connection: Connection, resource: string): Numbered {
		const { activity, random } = this.#options;
		const opened = openWorkspace({ connection, resource, host: this.#host, activity, random });
		return { ...opened, number: ++this.#opened };
	}

	/** What has been begun is waited for at the end. What rejects is a bug and ends the program. */
	#own(work: Promise<void>): void {
		const owned = work.finally(() => this.#leaving.delete(owned));
		this.#leaving.add(owned);
	}
}
