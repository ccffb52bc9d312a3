import type { Clock } from "../../src/base/clock.ts";
import { type Coalescer, coalesce } from "../../src/base/coalesce.ts";
import { createStore, type Readable, type Store } from "../../src/base/store.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import { describeObject } from "../../src/session/describe-object.ts";
import { type JsonObject, textAt } from "../../src/session/json-value.ts";
import { type ObjectReference, objectName } from "../../src/session/object-reference.ts";
import { readEvents, readObject } from "../../src/session/read-object.ts";
import type { TextLine } from "../../src/session/text-line.ts";
import { yamlLines } from "../../src/session/yaml-lines.ts";
import type { Row, RowSource } from "../../src/table/row-source.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { TextPane } from "./text-pane.ts";

/** How an object is shown. */
export type DetailMode = "yaml" | "describe";

/** What a detail screen is made of. */
export interface DetailOptions {
	readonly mode: DetailMode;
	readonly reference: ObjectReference;
	/** The row it was opened on: when that changes, the object may have. */
	readonly row: { readonly uid: string; readonly source: RowSource<Row> };
	readonly transport: Pick<Transport, "request">;
	readonly clock: Clock;
	/** The server's time. */
	readonly nowMs: () => number;
	/** The server has no such object, and the row is still there. */
	readonly onGhost?: () => void;
}

/** Whether the text is what the cluster has. */
export type DetailState =
	| { readonly state: "reading" | "current" | "changed" | "gone" }
	| { readonly state: "failed"; readonly message: SafeText };

/** At most so often the server is asked whether the object has changed. */
const LOOK_INTERVAL_MS = 1_000;

/** One object as text, read when opened, and whether it has changed since. */
export class DetailModel implements Disposable {
	readonly type = "detail";
	readonly mode: DetailMode;
	readonly reference: ObjectReference;
	readonly row: DetailOptions["row"];
	readonly pane = new TextPane();
	readonly state: Readable<DetailState>;
	readonly #options: DetailOptions;
	readonly #state: Store<DetailState> = createStore<DetailState>({ state: "reading" });
	readonly #look: Coalescer;
	readonly #end: () => void;
	#version = "";
	/** It may have changed while it was being read. */
	#isDoubtful = false;
	#reading = new AbortController();

	constructor(options: DetailOptions) {
		const { row, clock } = options;
		this.mode = options.mode;
		this.reference = options.reference;
		this.row = row;
		this.state = this.#state;
		this.#options = options;
		this.#look = coalesce(clock, LOOK_INTERVAL_MS, () => void this.#lookAgain());
		let seen = row.source.byUid(row.uid);
		this.#end = row.source.subscribe(() => {
			const now = row.source.byUid(row.uid);
			if (now === seen) return;
			seen = now;
			if (now === undefined) this.#state.set({ state: "gone" });
			else this.#look.request();
		});
		this.reload();
	}

	/** Read the object anew; what is shown stays until the answer has come. */
	reload(): void {
		this.#reading.abort();
		this.#reading = new AbortController();
		void this.#read(this.#reading.signal);
	}

	[Symbol.dispose](): void {
		this.#end();
		this.#look[Symbol.dispose]();
		this.#reading.abort();
	}

	async #read(signal: AbortSignal): Promise<void> {
		const { transport } = this.#options;
		this.#isDoubtful = false;
		if (this.#state.get().state !== "gone") this.#state.set({ state: "reading" });
		const [object, events] = await Promise.all([
			readObject(transport, this.reference, signal),
			this.mode === "describe" ? readEvents(transport, this.reference, signal) : undefined,
		]);
		if (signal.aborted) return;
		if (!object.ok) {
			const { kind, message } = object.failure;
			if (kind === "absent") this.#tellOfGhost();
			this.#state.set(kind === "absent" ? { state: "gone" } : { state: "failed", message });
			return;
		}
		this.#version = textAt(object.value, "metadata", "resourceVersion");
		this.pane.set(
			this.#lines(
				object.value,
				events === undefined || events.ok
					? (events?.value ?? [])
					: messages.session.eventsUnknown(events.failure.message),
			),
		);
		this.#state.set({ state: "current" });
		if (this.#isDoubtful) this.#look.request();
	}

	#lines(object: JsonObject, events: readonly JsonObject[] | string): readonly TextLine[] {
		if (this.mode === "yaml") return yamlLines(object);
		return describeObject(object, { events, nowMs: this.#options.nowMs() });
	}

	/** Its row has changed: say so if the object is another than the one that was read. */
	async #lookAgain(): Promise<void> {
		const { state } = this.#state.get();
		if (state === "reading") this.#isDoubtful = true;
		if (state !== "current") return;
		const { signal } = this.#reading;
		const object = await readObject(this.#options.transport, this.reference, signal);
		if (signal.aborted || this.#state.get().state !== "current") return;
		if (!object.ok) {
			if (object.failure.kind === "absent") {
				this.#tellOfGhost();
				this.#state.set({ state: "gone" });
			}
			return;
		}
		if (textAt(object.value, "metadata", "resourceVersion") !== this.#version) this.#state.set({ state: "changed" });
	}

	#tellOfGhost(): void {
		if (this.row.source.byUid(this.row.uid) !== undefined) this.#options.onGhost?.();
	}

	/** `Pod payments/api-0`. */
	get title(): SafeText {
		return safeText(`${this.reference.resource.kind} ${objectName(this.reference)}`);
	}
}
