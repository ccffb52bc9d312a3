import fc from "fast-check";
import { expect, test } from "vitest";
import { fail, ok } from "../../../src/base/result.ts";
import { TableStore } from "../../../src/cluster/table-store.ts";
import { failure } from "../../../src/kube/failure.ts";
import type { KubeRequest, Transport } from "../../../src/kube/transport/transport.ts";
import type { Live } from "../../../src/resources/resource.ts";
import { nameColumn } from "../../../src/resources/standard-columns.ts";
import { TableView } from "../../../src/table/table-view.ts";
import { safeText } from "../../../src/text/safe-text.ts";
import { BulkDeletion } from "../../../views/dialogs/bulk-deletion.ts";
import type { MarkedObjects } from "../../../views/dialogs/dialog.ts";
import { Marks } from "../../../views/screens/marks.ts";
import type { ThingRow } from "../../support/fake-api.ts";
import { fuzz } from "../../support/fuzz.ts";
import { thing } from "../../support/thing.ts";

const names = ["a", "b", "c", "d", "e", "f"] as const;
const live: Live = { nowMs: 0, usage: () => undefined, containerUsage: () => undefined };
const resource = {
	id: "things",
	group: "",
	version: "v1",
	plural: "things",
	kind: "Thing",
	shortNames: [],
	namespaced: true,
};

/** A cluster in which names are given again, and a table that hears of it only when told to. */
class World {
	readonly objects = new Map<string, ThingRow>();
	readonly store = new TableStore<ThingRow>();
	readonly view = new TableView<ThingRow, Live>({
		source: this.store,
		columns: [nameColumn],
		labels: () => "",
		live: () => live,
		sort: { columnId: "name", descending: false },
	});
	readonly marks = new Marks(
		this.store,
		() => this.view,
		() => undefined,
	);
	/** UIDs that the user has marked on the screen and not unmarked since. */
	readonly chosen = new Set<string>();
	readonly asked: string[] = [];
	readonly deleted: string[] = [];
	#lastChosen: string | undefined;
	#count = 0;

	create(name: string): void {
		this.objects.set(name, thing(name, { uid: `${name}-${this.#count++}` }));
	}

	/** The table hears of everything. */
	hear(): void {
		this.store.apply((draft) => {
			for (const row of this.store.rows()) if (this.objects.get(row.name)?.uid !== row.uid) draft.remove(row);
			for (const row of this.objects.values()) draft.put(row);
		});
	}

	toggle(index: number): void {
		const row = this.view.at(index);
		if (row === undefined) return;
		this.marks.toggle(row);
		if (!this.chosen.delete(row.uid)) {
			this.chosen.add(row.uid);
			this.#lastChosen = row.uid;
		} else if (this.#lastChosen === row.uid) this.#lastChosen = undefined;
	}

	markTo(index: number): void {
		const onScreen = this.view.window(0, this.view.shown).map(({ uid }) => uid);
		const row = this.view.at(index);
		const from = onScreen.indexOf(this.#lastChosen ?? "");
		if (row === undefined) return;
		expect(this.marks.markTo(row)).toBe(from >= 0);
		if (from < 0) return;
		for (const uid of onScreen.slice(Math.min(from, index), Math.max(from, index) + 1)) this.chosen.add(uid);
		this.#lastChosen = row.uid;
	}

	/** The server: takes nothing but the UID that it is given. What comes of an answer that is lost is made all the same. */
	transport(afterEach: () => void, fate: () => Fate): Pick<Transport, "request"> {
		return {
			request: async ({ method, path, body }: KubeRequest) => {
				expect(method).toBe("DELETE");
				const name = path.split("/").at(-1) ?? "";
				const { uid } = (JSON.parse(String(body)) as { preconditions: { uid: string } }).preconditions;
				this.asked.push(uid);
				await Promise.resolve();
				const object = this.objects.get(name);
				const comes = fate();
				if (comes === "refused") return fail(failure("server", "no", { status: 500 }));
				if (object === undefined) return fail(failure("absent", "none"));
				if (object.uid !== uid) return fail(failure("conflict", "another"));
				this.objects.delete(name);
				this.deleted.push(uid);
				afterEach();
				if (comes === "answer lost") return fail(failure("unreachable", "reset", { code: "ECONNRESET" }));
				const whole = async function* () {
					yield Buffer.from("{}");
				};
				return ok({ status: 200, headers: {}, body: whole() });
			},
		};
	}

	confirmed(transport: Pick<Transport, "request">): MarkedObjects {
		const objects = this.marks.list().map(({ row: { namespace, name, uid }, state, problem }) => ({
			reference: { resource, namespace, name, uid },
			hidden: state === "hidden",
			problem,
			denied: undefined,
		}));
		const isGone = (uid: string): boolean => this.store.byUid(uid) === undefined;
		const { marks } = this;
		return {
			about: "marks",
			resource,
			objects,
			consequence: safeText(""),
			context: "",
			transport,
			marks,
			isGone,
		};
	}
}

type Fate = "answered" | "refused" | "answer lost";

type Step = {
	readonly does: "create" | "delete" | "hear" | "toggle" | "range" | "filter" | "sort";
	readonly at: number;
};

const step: fc.Arbitrary<Step> = fc.record({
	does: fc.constantFrom("create", "delete", "hear", "toggle", "toggle", "range", "filter", "sort"),
	at: fc.nat({ max: names.length - 1 }),
});

function take(world: World, { does, at }: Step): void {
	const name = names[at] ?? "a";
	if (does === "create") world.create(name);
	else if (does === "delete") world.objects.delete(name);
	else if (does === "hear") world.hear();
	else if (does === "toggle") world.toggle(at);
	else if (does === "range") world.markTo(at);
	else if (does === "filter") world.view.setFilter(at % 2 === 0 ? "" : `!${name}`);
	else world.view.setSort({ columnId: "name", descending: at % 2 === 0 });
}

test("whatever happens to names, rows and screen, nothing is deleted but what was marked by UID; and all of that is", async () => {
	let deleted = 0;
	let refused = 0;
	let lost = 0;
	await fuzz(
		fc.asyncProperty(
			fc.array(step, { maxLength: 40 }),
			fc.array(step, { maxLength: 12 }),
			fc.array(fc.constantFrom<Fate>("answered", "refused", "answer lost"), { maxLength: 6 }),
			async (before, during, failures) => {
				const world = new World();
				for (const name of names) world.create(name);
				world.hear();
				for (const one of before) take(world, one);
				expect(
					world.marks
						.list()
						.map(({ row }) => row.uid)
						.toSorted(),
				).toEqual([...world.chosen].toSorted());
				const chosen = new Set(world.chosen);

				const later = [...during].filter(({ does }) => does !== "toggle" && does !== "range");
				const happen = (): void => {
					for (const one of later.splice(0, 2)) take(world, one);
				};
				const fates = [...failures];
				const transport = world.transport(happen, () => fates.pop() ?? "answered");
				const run = new BulkDeletion(world.confirmed(transport), () => undefined);
				await run.ended;

				for (const uid of [...world.asked, ...world.deleted]) expect(chosen).toContain(uid);
				expect(new Set(world.asked).size).toBe(world.asked.length);
				const failed = run.rows().filter(({ state }) => state === "failed" || state === "unknown");
				// It is said to have failed only where nothing was done.
				for (const { reference, state } of failed)
					if (state === "failed") expect(world.deleted).not.toContain(reference.uid);
				expect(
					world.marks
						.list()
						.map(({ row }) => row.uid)
						.toSorted(),
				).toEqual(failed.map(({ reference }) => reference.uid).toSorted());
				const alive = new Set([...world.objects.values()].map(({ uid }) => uid));
				const left = [...chosen].filter((uid) => alive.has(uid));
				expect(failed.map(({ reference }) => reference.uid)).toEqual(expect.arrayContaining(left));
				deleted += world.deleted.length;
				refused += run.count("failed");
				lost += run.count("unknown");
			},
		),
		200_000,
	);
	expect([deleted > 1_000, refused > 100, lost > 100]).toEqual([true, true, true]);
});
