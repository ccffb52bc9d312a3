import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "../../src/table/filter.ts";
import { haystack } from "../../src/table/haystack.ts";
import { compareKeysIn, compareRows, sortKey } from "../../src/table/row-order.ts";
import { TableView } from "../../src/table/table-view.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { ListSource } from "./list-source.ts";
import { columns, type Joined, type ServerRow, server } from "./server-rows.ts";

const sorts = fc.record({
	columnId: fc.constantFrom(...columns.map(({ id }) => id), "nonsense"),
	descending: fc.boolean(),
});
const labels = (row: ServerRow): string => row.labels;
const filters = fc.constantFrom(
	"",
	"up",
	"!up",
	"do n1",
	"N2 !bank",
	"nothing-at-all",
	"state:Up,Crash* | n3",
	"~n4",
	"/^n[12]$/ !up",
	"-l odd",
	// What these say changes although the row does not.
	"load>4m",
	"!load>4m",
	"restarts>2 load<=3m",
	"up<0.98s",
	"up>=0.99s | load:1m",
	"n1 | up>0.97s !load>2m",
);

/** Few names and values, so that ties, swaps and returns happen. */
const rows = (uids: number): fc.Arbitrary<ServerRow> =>
	fc.record({
		uid: fc.nat(uids).map((uid) => `u${uid}`),
		namespace: fc.constantFrom("bank", "shop"),
		name: fc.nat(uids).map((name) => `n${name % 40}`),
		state: fc.constantFrom("Up", "Down", "Crashed"),
		restarts: fc.nat(5),
		startedAtMs: fc.option(fc.nat(50), { nil: undefined }),
		labels: fc.constantFrom("odd=yes", ""),
	});

type Step =
	| { readonly do: "put"; readonly rows: readonly ServerRow[] }
	| { readonly do: "remove"; readonly uids: readonly string[] }
	| { readonly do: "reset"; readonly rows: readonly ServerRow[] }
	| { readonly do: "sort"; readonly sort: { columnId: string; descending: boolean } }
	| { readonly do: "filter"; readonly text: string }
	| { readonly do: "poll"; readonly load: readonly (readonly [string, number])[] }
	| { readonly do: "read" };

/** A row has one identity: its namespace and name follow from its UID, or it would be another row. */
function identified(row: ServerRow): ServerRow {
	const number = Number(row.uid.slice(1));
	return { ...row, namespace: number % 2 === 0 ? "bank" : "shop", name: `n${number % 7}` };
}

function steps(uids: number, batch: number): fc.Arbitrary<readonly Step[]> {
	const some = fc.array(rows(uids).map(identified), { maxLength: batch });
	return fc.array(
		fc.oneof(
			{ weight: 6, arbitrary: some.map((given): Step => ({ do: "put", rows: given })) },
			{
				weight: 3,
				arbitrary: fc
					.array(fc.nat(uids), { maxLength: batch })
					.map((given): Step => ({ do: "remove", uids: given.map((uid) => `u${uid}`) })),
			},
			{ weight: 1, arbitrary: some.map((given): Step => ({ do: "reset", rows: given })) },
			{ weight: 2, arbitrary: sorts.map((sort): Step => ({ do: "sort", sort })) },
			{ weight: 2, arbitrary: filters.map((text): Step => ({ do: "filter", text })) },
			{
				weight: 1,
				arbitrary: fc
					.array(
						fc.tuple(
							fc.nat(6).map((name) => `n${name}`),
							fc.nat(9),
						),
					)
					.map((load): Step => ({ do: "poll", load })),
			},
			{ weight: 6, arbitrary: fc.constant<Step>({ do: "read" }) },
		),
		{ maxLength: 40 },
	);
}

/** Filter and sort everything from nothing. */
function fromScratch(source: ListSource<ServerRow>, view: TableView<ServerRow, Joined>, text: string, live: Joined) {
	const parsed = parseFilter(text, { columns, labels });
	if (!parsed.ok) throw new Error(parsed.failure.message);
	const filter = parsed.value;
	const visible = columns.filter(({ wide }) => wide !== true);
	const { columnId, descending } = view.sort;
	const column = columns.find(({ id }) => id === columnId);
	const key = (row: ServerRow) => (column === undefined ? 0 : sortKey(column, row, live));
	return [...source.rows()]
		.filter((row) => filter.matches(row, haystack(visible, row, live), live))
		.sort((a, b) => compareKeysIn(descending, key(a), key(b)) || compareRows(a, b));
}

/** Follow the steps; what the view says wrongly at the first read at which it does, undefined when it never does. */
function firstError(source: ListSource<ServerRow>, sequence: readonly Step[]): string | undefined {
	let live: Joined = { nowMs: 1_000, load: new Map([["n1", 4]]) };
	let text = "";
	using view = new TableView({
		source,
		columns,
		labels,
		live: () => live,
		sort: { columnId: "name", descending: false },
	});
	for (const step of [...sequence, { do: "read" } as const]) {
		switch (step.do) {
			case "put":
				// A batch of a store names a row once.
				source.put(...new Map(step.rows.map((row) => [row.uid, row])).values());
				break;
			case "remove":
				source.remove(...new Set(step.uids));
				break;
			case "reset":
				source.reset(step.rows);
				break;
			case "sort":
				view.setSort(step.sort);
				break;
			case "filter":
				text = step.text;
				view.setFilter(text);
				break;
			case "poll":
				live = { nowMs: live.nowMs + 1, load: new Map(step.load) };
				view.refreshLive();
				break;
			case "read": {
				const error = errorIn(source, view, fromScratch(source, view, text, live));
				if (error !== undefined) return error;
			}
		}
	}
	return undefined;
}

function errorIn(
	source: ListSource<ServerRow>,
	view: TableView<ServerRow, Joined>,
	expected: readonly ServerRow[],
): string | undefined {
	const shown = view.window(0, Number.MAX_SAFE_INTEGER);
	if (view.shown !== expected.length || shown.length !== expected.length) return "shows another number of rows";
	if (view.total !== source.size) return "counts another total";
	// Identity, not equality: a stale copy of a row would look right until it is not.
	const wrong = shown.findIndex((row, index) => row !== expected[index]);
	if (wrong >= 0) return `row ${wrong} is ${shown[wrong]?.uid} instead of ${expected[wrong]?.uid}`;
	const middle = expected.length >> 1;
	const row = expected[middle];
	return row !== undefined && view.indexOf(row.uid) !== middle ? "finds a row elsewhere" : undefined;
}

test("whatever happens to 30 rows, the view is what filtering and sorting them anew would give", async () => {
	await fuzz(
		fc.property(steps(30, 40), (sequence) => {
			expect(firstError(new ListSource(), sequence)).toBeUndefined();
		}),
		40_000,
	);
});

test(
	"so it is with 10,000 rows",
	async () => {
		const many = Array.from({ length: 10_000 }, (_, index) =>
			identified(server(`u${index}`, { state: ["Up", "Down", "Crashed"][index % 3] ?? "", restarts: index % 11 })),
		);
		await fuzz(
			fc.property(steps(12_000, 60), (sequence) => {
				expect(firstError(new ListSource(many), sequence)).toBeUndefined();
			}),
			1_200,
		);
	},
	fuzzTimeoutMs,
);
