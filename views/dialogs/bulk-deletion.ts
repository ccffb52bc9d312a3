import { createStore, type Readable } from "../../src/base/store.ts";
import { mayHaveHappened } from "../../src/kube/may-have-happened.ts";
import type { Deletion } from "../../src/session/delete-object.ts";
import { deleteObjects } from "../../src/session/delete-objects.ts";
import type { ObjectReference } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { joinSafe, type SafeText, safe, safeText } from "../../src/text/safe-text.ts";
import type { MarkedObjects } from "./dialog.ts";

const said = messages.views.bulk;

/** How far it has come with one object. */
export interface BulkRow {
	readonly reference: ObjectReference;
	readonly state: "waiting" | "running" | "deleted" | "terminating" | "gone" | "failed" | "unknown";
	/** Why it failed, or why it is not known whether it did. */
	readonly problem?: SafeText;
}

/**
 * The deletion of all marked objects, from the confirmation on. What is deleted loses its mark; what failed, or whose
 * answer was lost, keeps it, with the reason; what was not tried keeps it.
 */
export class BulkDeletion {
	readonly #subject: MarkedObjects;
	readonly #onForbidden: () => void;
	readonly #stop = new AbortController();
	readonly #rows: Map<string, BulkRow>;
	readonly #changed = createStore(0);
	#isEnded = false;
	/** Settles when nothing is under way any more. */
	readonly ended: Promise<void>;

	constructor(subject: MarkedObjects, onForbidden: () => void) {
		this.#subject = subject;
		this.#onForbidden = onForbidden;
		this.#rows = new Map(subject.objects.map(({ reference }) => [reference.uid, { reference, state: "waiting" }]));
		for (const { reference, denied } of subject.objects) if (denied !== undefined) this.#fail(reference, denied);
		this.ended = this.#run();
	}

	/** Grows with each step. */
	get changed(): Readable<number> {
		return this.#changed;
	}

	get isEnded(): boolean {
		return this.#isEnded;
	}

	get isStopped(): boolean {
		return this.#stop.signal.aborted;
	}

	/** Something failed, or perhaps did, or was not tried. */
	get hasFailed(): boolean {
		return this.count("failed") + this.count("unknown") + this.count("waiting") > 0;
	}

	/** In the order of the table; when it has ended, what failed comes first. */
	rows(): readonly BulkRow[] {
		const rows = [...this.#rows.values()];
		if (!this.#isEnded) return rows;
		const worst: readonly BulkRow["state"][] = ["failed", "unknown", "waiting"];
		const place = ({ state }: BulkRow): number => (worst.includes(state) ? worst.indexOf(state) : worst.length);
		return rows.toSorted((a, b) => place(a) - place(b));
	}

	count(state: BulkRow["state"]): number {
		return [...this.#rows.values()].filter((row) => row.state === state).length;
	}

	/** Begin no other. */
	stop(): void {
		this.#stop.abort();
		this.#tell();
	}

	/** `12 pods`, and the context. */
	get what(): { readonly objects: string; readonly context: string } {
		const { resource, context } = this.#subject;
		return { objects: said.objects(this.#rows.size, resource.kind, resource.plural), context };
	}

	/** What has come of it, in one line. */
	summary(): SafeText {
		const { objects, context } = this.what;
		const parts = (["failed", "unknown", "waiting", "deleted", "terminating", "gone"] as const).flatMap((state) => {
			const count = this.count(state);
			return count === 0 ? [] : [safeText(said.counts[state](count))];
		});
		return safe`${safeText(said.ended(objects, context))}: ${joinSafe(parts, safe`, `)}`;
	}

	async #run(): Promise<void> {
		const { objects, transport } = this.#subject;
		const references = objects.flatMap(({ reference, denied }) => (denied === undefined ? [reference] : []));
		const listener = {
			starts: (reference: ObjectReference) => this.#starts(reference),
			ended: (reference: ObjectReference, deletion: Deletion) => this.#settle(reference, deletion),
		};
		await deleteObjects(transport, references, listener, this.#stop.signal);
		this.#isEnded = true;
		this.#tell();
	}

	#starts(reference: ObjectReference): boolean {
		// Whoever takes a mark away while others are being deleted has thought better of it.
		if (!this.#subject.marks.has(reference.uid)) return false;
		const gone = this.#subject.isGone(reference.uid);
		if (gone) this.#finish(reference, "gone");
		else this.#set({ reference, state: "running" });
		return !gone;
	}

	#settle(reference: ObjectReference, deletion: Deletion): void {
		if (deletion.ok) {
			this.#finish(reference, deletion.value);
			return;
		}
		const { kind, message } = deletion.failure;
		if (kind === "forbidden") this.#onForbidden();
		if (kind === "absent") this.#finish(reference, "gone");
		else if (mayHaveHappened(deletion.failure)) this.#fail(reference, message, "unknown");
		else this.#fail(reference, kind === "conflict" ? safeText(said.states.replaced) : message);
	}

	#finish(reference: ObjectReference, state: "deleted" | "terminating" | "gone"): void {
		this.#set({ reference, state });
		this.#subject.marks.unmark(reference.uid);
	}

	#fail(reference: ObjectReference, problem: SafeText, state: "failed" | "unknown" = "failed"): void {
		this.#set({ reference, state, problem });
		this.#subject.marks.fail(reference.uid, problem);
	}

	#set(row: BulkRow): void {
		this.#rows.set(row.reference.uid, row);
		this.#tell();
	}

	#tell(): void {
		this.#changed.update((count) => count + 1);
	}
}
