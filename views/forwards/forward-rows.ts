import type { ForwardStatus } from "../../src/forwards/forward-status.ts";
import type { ContextForward, Forwards } from "../../src/forwards/forwards.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import { localText, placeText } from "./forward-text.ts";

/** A forward as a row. */
export interface ForwardRow extends ResourceRow {
	readonly one: ContextForward;
	readonly target: string;
	readonly local: string;
	readonly status: ForwardStatus;
}

/** The forwards, or some of them, as rows that follow them and what each has carried. */
export function openForwardRows(forwards: Forwards, isWanted: (one: ContextForward) => boolean): RowSource<ForwardRow> {
	const wanted = (): readonly ContextForward[] => forwards.all.get().filter(isWanted);
	let rows = rowsOf(wanted(), new Map());
	return {
		get size() {
			return rows.size;
		},
		rows: () => rows.values(),
		byUid: (uid) => rows.get(uid),
		subscribe(listener) {
			const followed = new Map<ContextForward, () => void>();
			const changed = (one: ContextForward): void => {
				const before = rows.get(uidOf(one));
				if (before === undefined) return;
				const after = rowOf(one, before);
				rows = new Map([...rows, [after.uid, after]]);
				listener({ reset: false, added: [], updated: [{ before, after }], removed: [] });
			};
			const follow = (): void => {
				for (const one of wanted()) {
					if (!followed.has(one))
						followed.set(
							one,
							one.forward.status.subscribe(() => changed(one)),
						);
				}
			};
			follow();
			const stop = forwards.all.subscribe(() => {
				follow();
				rows = rowsOf(wanted(), rows);
				listener({ reset: true, added: [], updated: [], removed: [] });
			});
			return () => {
				stop();
				for (const end of followed.values()) end();
			};
		},
	};
}

function rowsOf(
	all: readonly ContextForward[],
	before: ReadonlyMap<string, ForwardRow>,
): ReadonlyMap<string, ForwardRow> {
	return new Map(all.map((one) => [uidOf(one), rowOf(one, before.get(uidOf(one)))]));
}

function uidOf({ id }: ContextForward): string {
	return `forward-${id}`;
}

/** One that listens no more is said to lead from where it did. */
function rowOf(one: ContextForward, before: ForwardRow | undefined): ForwardRow {
	const { spec, status, startedAtMs } = one.forward;
	const now = status.get();
	return {
		one,
		uid: uidOf(one),
		name: uidOf(one),
		namespace: "",
		createdAtMs: startedAtMs,
		deletedAtMs: undefined,
		labels: "",
		ownerUid: "",
		target: `${placeText(spec.target)}:${spec.remotePort}`,
		local: now.localPort === undefined && before !== undefined ? before.local : localText(spec, now.localPort),
		status: now,
	};
}
