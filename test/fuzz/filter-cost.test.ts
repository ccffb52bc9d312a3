import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "../../src/table/filter.ts";
import { haystack } from "../../src/table/haystack.ts";
import { fuzz, fuzzTimeoutMs, isNight } from "../support/fuzz.ts";
import { columns, type Joined, type ServerRow, server } from "../table/server-rows.ts";

const ROWS = 10_000;
/** What a filter may take of all rows; by day, when a machine may be busy with anything, only what would be a disaster counts. */
const BUDGET_MS = 50;
const LENIENCE = isNight ? 4 : 40;

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
	"-l 'tier in (back, front)'",
	"restarts>3",
	"state:*a*a*a*z",
	"name:*a*a*a*a*a*b",
	"up<1h",
);
const filter = fc
	.array(fc.tuple(term, fc.constantFrom(" ", " | ", " (", ") ", " !")), { minLength: 1, maxLength: 30 })
	.map((parts) => parts.flat().join("").slice(0, 1_000));

test(
	"no filter looks at a row more often than it has terms",
	async () => {
		await fuzz(
			fc.property(filter, (text) => {
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
				const parsed = parseFilter(text, { columns: counted, labels });
				if (!parsed.ok) return;
				for (let index = 0; index < 20; index++) {
					looks = 0;
					parsed.value.matches(rows[index] as ServerRow, haystacks[index] ?? "", live);
					expect(looks).toBeLessThanOrEqual(text.split(/[\s|()]+/).length);
				}
			}),
			20_000,
		);
	},
	fuzzTimeoutMs,
);

test(
	"no filter takes more than its time on 10,000 rows",
	async () => {
		await fuzz(
			fc.property(filter, (text) => {
				const parsed = parseFilter(text, { columns, labels: (row) => row.labels });
				if (!parsed.ok) return;
				const took = Array.from({ length: 3 }, () => {
					const before = process.cpuUsage();
					for (const [index, row] of rows.entries()) parsed.value.matches(row, haystacks[index] ?? "", live);
					const { user, system } = process.cpuUsage(before);
					return (user + system) / 1_000;
				});
				expect(Math.min(...took)).toBeLessThan(BUDGET_MS * LENIENCE);
			}),
			2_000,
		);
	},
	fuzzTimeoutMs,
);
