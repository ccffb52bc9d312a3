import type { RowChanges } from "../../src/table/row-source.ts";
import { containerOf, MADE, type VersionedPod } from "./versioned-pods.ts";

/** A pod in its JSON form, as far as it is compared. */
export interface PodObject {
	readonly metadata: {
		readonly namespace?: string;
		readonly name: string;
		readonly uid: string;
		readonly resourceVersion: string;
	};
	readonly status?: { readonly phase?: string };
}

/**
 * Looks on while a table is kept current and notes whatever cannot have been: a row that goes back in time or comes
 * back from the dead, one that is added twice, changed or removed without having been there, made of two objects;
 * a version that goes back. What a follower believes is built from what it is told alone.
 */
export class HistoryChecker {
	/** What was seen to be wrong, in words; empty = nothing. */
	readonly problems: string[] = [];
	/** Additions, changes and removals that were told. */
	told = 0;
	/** Bookmarks, and watches that were taken up from a version. */
	resumed = 0;
	/** Lists that were asked for, streaming ones too. */
	listed = 0;
	readonly #believed = new Map<string, VersionedPod>();
	/** UID by name, of what is believed. */
	readonly #names = new Map<string, string>();
	/** The newest version that each UID was ever shown in, and the pod that it is. */
	readonly #known = new Map<string, { version: number; readonly made: string }>();
	readonly #gone = new Set<string>();
	readonly #returning = new Set<string>();
	#version = 0;
	#versionSaidBy = "";

	/** Take what a subscriber of the table's rows is told. */
	note({ reset, added, updated, removed }: RowChanges<VersionedPod>): void {
		this.told += added.length + updated.length + removed.length;
		if (reset) this.#wrong("the table was reset, which tells nothing of its rows");
		for (const row of removed) this.#remove(row);
		for (const { before, after } of updated) this.#update(before, after);
		for (const row of added) this.#add(row);
	}

	/** A version that the reflector has taken: of a whole list, a bookmark, an event. */
	took(version: string, from: string): void {
		if (from === "bookmark") this.resumed++;
		const next = Number(version);
		if (!(next > 0)) return this.#wrong(`${from} gave the version "${version}"`);
		if (next < this.#version) {
			this.#wrong(`${from} went back to version ${next} from ${this.#version} of ${this.#versionSaidBy}`);
		}
		this.#version = next;
		this.#versionSaidBy = from;
	}

	/** A watch is taken up from a version. */
	resumes(version: string): void {
		this.resumed++;
		if (Number(version) !== this.#version) {
			this.#wrong(`a watch from version ${version} where ${this.#version} was the last, of ${this.#versionSaidBy}`);
		}
	}

	/** A list is asked for that may be as old as this version; "" = the newest. */
	lists(version: string): void {
		this.listed++;
		if (version === "" || this.#version === 0) return;
		if (Number(version) < this.#version) this.#wrong(`a list as old as ${version} after version ${this.#version}`);
	}

	/** At rest: what is in the store, what is believed of it and what the server has are the same. */
	expectSame(stored: Iterable<VersionedPod>, server: readonly string[]): void {
		const rows = [...stored].map(rowLine).sort();
		const believed = [...this.#believed.values()].map(rowLine).sort();
		this.#expectLines("the store", rows, server);
		this.#expectLines("a follower", believed, rows);
	}

	/** A pod that no table of the format can show comes and goes with that. */
	mayReturn(uid: string): void {
		this.#returning.add(uid);
	}

	#add(row: VersionedPod): void {
		if (this.#believed.has(row.uid)) this.#wrong(`${rowLine(row)} was added twice`);
		if (this.#gone.has(row.uid) && !this.#returning.has(row.uid))
			this.#wrong(`${rowLine(row)} came back from the dead`);
		const other = this.#names.get(keyOf(row));
		if (other !== undefined && other !== row.uid) this.#wrong(`${rowLine(row)} is there beside ${other}`);
		this.#show(row);
	}

	#update(before: VersionedPod, after: VersionedPod): void {
		if (before.uid !== after.uid || keyOf(before) !== keyOf(after)) {
			this.#wrong(`${rowLine(before)} became ${rowLine(after)}`);
		}
		if (this.#believed.get(before.uid) !== before) this.#wrong(`${rowLine(before)} was changed and was not there`);
		this.#show(after);
	}

	#remove(row: VersionedPod): void {
		if (!this.#believed.delete(row.uid)) this.#wrong(`${rowLine(row)} was removed and was not there`);
		this.#names.delete(keyOf(row));
		this.#gone.add(row.uid);
	}

	#show(row: VersionedPod): void {
		const made = madeOf(row);
		const known = this.#known.get(row.uid);
		if (known === undefined) this.#known.set(row.uid, { version: row.version, made });
		else {
			if (row.version < known.version) this.#wrong(`${rowLine(row)} after version ${known.version}`);
			if (made !== known.made) this.#wrong(`${rowLine(row)} is ${made} and was ${known.made}`);
			known.version = Math.max(known.version, row.version);
		}
		const [container] = row.containers;
		if (container !== undefined && container.name !== containerOf(Number(made))) {
			this.#wrong(`${rowLine(row)} is ${made} and its container ${container.name}`);
		}
		this.#believed.set(row.uid, row);
		this.#names.set(keyOf(row), row.uid);
	}

	#expectLines(who: string, ours: readonly string[], theirs: readonly string[]): void {
		const [mine, others] = [new Set(ours), new Set(theirs)];
		for (const line of ours) if (!others.has(line)) this.#wrong(`${who} has ${line}, which is not so`);
		for (const line of theirs) if (!mine.has(line)) this.#wrong(`${who} lacks ${line}`);
	}

	#wrong(what: string): void {
		if (this.problems.length < 20) this.problems.push(what);
	}
}

/** What is compared at rest, of an object as a server has it. */
export function objectLine({ metadata, status }: PodObject): string {
	const { namespace, name, uid, resourceVersion } = metadata;
	return `${namespace}/${name} ${uid} v${resourceVersion} ${status?.phase ?? ""}`;
}

/** The same of a row. */
export function rowLine({ namespace, name, uid, version, phase }: VersionedPod): string {
	return `${namespace}/${name} ${uid} v${version} ${phase}`;
}

function keyOf({ namespace, name }: VersionedPod): string {
	return `${namespace}/${name}`;
}

function madeOf({ labels }: VersionedPod): string {
	return new RegExp(`(?:^|,)${MADE}=(\\d+)`).exec(labels)?.[1] ?? "";
}
