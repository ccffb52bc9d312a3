import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "../../src/table/filter.ts";
import { haystack } from "../../src/table/haystack.ts";
import { fuzz, fuzzTimeoutMs, isNight } from "../support/fuzz.ts";
import { columns, type Joined, type ServerRow, server } from "../table/server-rows.ts";

const ROWS = 10_000;
/** What a filter may take of all rows; and again as much for each further so many terms. */
const BUDGET_MS = 50;
const TERMS = 6;
/** By day, when a machine may be busy with anything, only what would be a disaster counts. */
const LENIENCE = isNight ? 1 : 10;
/** What else goes on costs time too: the filter itself takes no more than the least of so many passes. */
const PASSES = isNight ? 20 : 3;

const rows = Array.from({ length: ROWS }, (_, index) =>
	server(`payments-api-${index.toString(36).repeat(4)}-aaaaaaaaaaaaaaaa`, {
		restarts: index % 7,
		state: ["Running", "CrashLoopBackOff", "Pending"][index % 3] ?? "",
		labels: `app=api-${index % 50},tier=back`,
	}),
);
const live: Joined = { nowMs: 1_000, load: new Map() };
const haystacks = rows.map((row) => haystack(columns, row, live));

const term = fc.constantFrom(
	"a",
	"crash",
	"!run",
	"~papi",
	"/(a+)+$/",
	"/(.*a){9}z/",
	"/^(([a-z])+.)+[A-Z]([a-z])+$/",
	"/a.*b.*c.*d.*e/",
	"/(a|aa)+z/",
	"/[^a]*(?:a|b)*zz/",
	"-l app=api-1",
	'-l "tier in (back, front)"',
	"restarts>3",
	"state:*a*a*a*z",
	"name:*a*a*a*a*a*b",
	"up<1h",
);

interface Typed {
	readonly text: string;
	readonly terms: number;
}

const join = (all: readonly Typed[], by: string): Typed => ({
	text: all.map(({ text }) => (by === " " && text.includes("|") ? `(${text})` : text)).join(by),
	terms: all.reduce((sum, { terms }) => sum + terms, 0),
});

/** Filters that are right, however they are nested; as long as a filter may be. */
const { filter } = fc.letrec<{ filter: Typed }>((tie) => {
	const leaf = term.map((text): Typed => ({ text, terms: 1 }));
	const some = fc.array(fc.oneof({ weight: 5, arbitrary: leaf }, tie("filter")), { minLength: 1, maxLength: 8 });
	return {
		filter: fc.oneof(
			{ maxDepth: 3 },
			leaf,
			some.map((all) => join(all, " ")),
			some.map((all) => join(all, " | ")),
			// A fuzzy word has no negation.
			tie("filter").map((one) => (one.text === "~papi" ? one : { ...one, text: `!(${one.text})` })),
		),
	};
});
const right = filter.filter(({ text }) => text.length <= 1_000);

/** The filter as it is read; none of these is wrong. */
function read(text: string, subject: Parameters<typeof parseFilter<ServerRow, Joined>>[1]) {
	const parsed = parseFilter(text, subject);
	if (!parsed.ok) throw new Error(`${text}: ${parsed.failure.message}`);
	return parsed.value;
}

test(
	"no filter looks at a row more often than it has terms",
	async () => {
		await fuzz(
			fc.property(right, ({ text, terms }) => {
				let looks = 0;
				const counted = columns.map((column) => ({
					...column,
					text: (row: ServerRow, now: Joined) => {
						looks++;
						return column.text(row, now);
					},
				}));
				const labels = (row: ServerRow): string => {
					looks++;
					return row.labels;
				};
				const filter = read(text, { columns: counted, labels });
				for (let index = 0; index < 20; index++) {
					looks = 0;
					filter.matches(rows[index] as ServerRow, haystacks[index] ?? "", live);
					expect(looks).toBeLessThanOrEqual(terms);
				}
			}),
			200_000,
		);
	},
	fuzzTimeoutMs,
);

test(
	"no filter takes more than its time on 10,000 rows",
	async () => {
		await fuzz(
			fc.property(right, ({ text, terms }) => {
				const filter = read(text, { columns, labels: (row) => row.labels });
				const budgetMs = BUDGET_MS * Math.max(1, terms / TERMS) * LENIENCE;
				let least = Number.POSITIVE_INFINITY;
				for (let pass = 0; pass < PASSES && least > budgetMs; pass++) {
					const before = process.threadCpuUsage();
					for (const [index, row] of rows.entries()) filter.matches(row, haystacks[index] ?? "", live);
					const { user, system } = process.threadCpuUsage(before);
					least = Math.min(least, (user + system) / 1_000);
				}
				expect(least).toBeLessThanOrEqual(budgetMs);
			}),
			20_000,
		);
	},
	fuzzTimeoutMs,
);
