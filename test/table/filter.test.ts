import { describe, expect, test } from "vitest";
import { parseFilter } from "../../src/table/filter.ts";
import { haystack } from "../../src/table/haystack.ts";
import { columns, type Joined, type ServerRow, server } from "./server-rows.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = 500 * DAY_MS;

const rows: readonly ServerRow[] = [
	server("a", {
		name: "api-7d9f",
		namespace: "payments",
		state: "CrashLoopBackOff",
		restarts: 12,
		startedAtMs: NOW_MS - HOUR_MS,
		labels: "app=api,tier=front",
	}),
	server("b", {
		name: "api-5c4b",
		namespace: "payments",
		state: "Running",
		startedAtMs: NOW_MS - 3 * DAY_MS - 4 * HOUR_MS,
		labels: "app=api,tier=front",
	}),
	server("c", {
		name: "web-1",
		state: "Running",
		restarts: 3,
		startedAtMs: NOW_MS - 90 * SECOND_MS,
		labels: "app=web,tier=front",
	}),
	server("d", { name: "cache-0", state: "Completed", labels: "app=cache,tier=cache" }),
	server("e", { name: "checkout-x2", state: "Init:0/1", restarts: 1, startedAtMs: NOW_MS - 600 * SECOND_MS }),
	server("f", {
		name: "node exporter",
		namespace: "kube-system",
		state: "Error (1)",
		restarts: 5,
		startedAtMs: NOW_MS - 400 * DAY_MS,
		labels: "app=node-exporter",
	}),
];
/** Millicores; of web-1 and the exporter nothing is known. */
const load = new Map([
	["api-7d9f", 480],
	["api-5c4b", 30],
	["cache-0", 0],
	["checkout-x2", 1_500],
]);
const live: Joined = { nowMs: NOW_MS, load };
const subject = { columns, labels: (row: ServerRow) => row.labels };
const visible = columns.filter(({ wide }) => wide !== true);

/** UIDs of the rows that a filter shows. */
function shown(text: string): string {
	const filter = parseFilter(text, subject);
	if (!filter.ok) throw new Error(filter.failure.message);
	return rows
		.filter((row) => filter.value.matches(row, haystack(visible, row, live), live))
		.map(({ uid }) => uid)
		.join("");
}

describe("words", () => {
	test.each([
		["", "abcdef"],
		["  ", "abcdef"],
		["api", "ab"],
		["API", "ab"],
		["crash", "a"],
		["  api   crash ", "a"],
		["api web", ""],
		["payments", "ab"],
		["api-7d9f", "a"],
		// One word is a part of one cell.
		["paymentsapi", ""],
		// Nothing is a pattern that does not say so.
		[".*", ""],
		["a.i", ""],
		// Numbers, and what changes by itself, are not texts; nor is a column that is not drawn.
		["12", ""],
		["480", ""],
		["zone", ""],
		// Signs within a word are the word's own.
		["x~2", ""],
		["0/1", "e"],
		["-0", "d"],
		["<none>", ""],
		[">=5", ""],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("quotes and escapes", () => {
	test.each([
		['"node exporter"', "f"],
		['"NODE exp"', "f"],
		["node\\ exporter", "f"],
		['node" "exporter', "f"],
		["node exporter", "f"],
		['"exporter node"', ""],
		['"init:0/1"', "e"],
		["init\\:0/1", "e"],
		['"error (1)"', "f"],
		["\\(1\\)", "f"],
		['"!api"', ""],
		["\\!api", ""],
		['"~api"', ""],
		['"/1"', "e"],
		['"-l"', ""],
		["\\-l", ""],
		['"a|b"', ""],
		['"\\""', ""],
		['"\\\\"', ""],
		['!"node exporter"', "abcde"],
		['"payments\napi-7d9f"', ""],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("not, or, and groups", () => {
	test.each([
		["!api", "cdef"],
		["!API", "cdef"],
		["api !crash", "b"],
		["!api !web", "def"],
		["!!api", "ab"],
		["api | web", "abc"],
		["api|web|cache", "abcd"],
		["api crash | web", "ac"],
		["web | api crash", "ac"],
		["api (crash | running)", "ab"],
		["(api | web) running", "bc"],
		["!(api | web)", "def"],
		["!(api running)", "acdef"],
		["!(api !running)", "bcdef"],
		["((api))", "ab"],
		["(api)(crash)", "a"],
		["(api | (web | cache)) !running", "ad"],
		["web | !running", "acdef"],
		["!/api/ | crash", "acdef"],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("~ resembles the name", () => {
	test.each([
		["~api", "ab"],
		["~chkout", "e"],
		["~CHKOUT", "e"],
		["~ckt", "e"],
		["~wb1", "c"],
		['~"node exp"', "f"],
		["~ndxp", "f"],
		["~tuokcehc", ""],
		// The name alone.
		["~payments", ""],
		["~crash", ""],
		["~chkout | ~wb1", "ce"],
		["~api crash", "a"],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("/ / is a regular expression over each cell", () => {
	test.each([
		["/api-.d/", "a"],
		["/API-.D/", "a"],
		["/api-.d/i", "a"],
		["/^(api|web)-/", "abc"],
		["/\\d$/", "cde"],
		["/^running$/", "bc"],
		["/[A-Z]oop/", "a"],
		["/node exporter/", "f"],
		["/0\\/1/", "e"],
		["/(1)/", "cef"],
		["/\\(1\\)/", "f"],
		["/api|web/", "abc"],
		["!/api|web/", "def"],
		["/^$/", ""],
		// No match runs from one cell into the next.
		["/payments\\sapi/", ""],
		["/payments[^x]*api/", ""],
		["/\\Aweb-1\\z/", "c"],
		["/(a+)+$/", ""],
		["/api/ /crash/", "a"],
		["(/api/)", "ab"],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("-l selects by labels", () => {
	test.each([
		["-l app=api", "ab"],
		["-l app=api,tier=front", "ab"],
		["-l tier!=cache", "abcef"],
		["-l app=web,tier!=cache", "c"],
		["-l app", "abcdf"],
		["-l !app", "e"],
		["-l app in (web,cache)", "cd"],
		["-l app in (web, cache),tier=front", "c"],
		["-l app notin (api)", "cdef"],
		['-l "app in (web, cache)"', "cd"],
		['-l "tier=front, app!=web"', "ab"],
		["-l tier=front running", "bc"],
		["crash -l app=api", "a"],
		["!-l tier=front", "def"],
		["-l app=web | -l app=cache", "cd"],
		["(-l app=web)", "c"],
		["-l app=web|cache", "cd"],
		["-l app=WEB", ""],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});

	test("only where -l is a word of its own", () => {
		expect(shown("-loop")).toBe("");
		expect(shown("cras-l")).toBe("");
	});
});

describe("texts are compared whole, whatever the case", () => {
	test.each([
		["state:Running", "bc"],
		["state:running", "bc"],
		["STATE:running", "bc"],
		["state=running", "bc"],
		["state==running", "bc"],
		["state:run", ""],
		["state:run*", "bc"],
		["state:*ing", "bc"],
		["state:*o*", "adf"],
		["state:*", "abcdef"],
		["state:c*d", "d"],
		["state:c*f*f", "a"],
		["state:r*ing*g", ""],
		["state:running,completed", "bcd"],
		["state:run*,comp*", "bcd"],
		["state!=running", "adef"],
		["state!=running,completed", "aef"],
		["!state:running", "adef"],
		["!state!=running", "bc"],
		['state:"error (1)"', "f"],
		["state:init\\:0/1", "e"],
		["state:init:0/1", "e"],
		['state:"run*"', ""],
		["state:run\\*", ""],
		['state:""', ""],
		["name:api-*", "ab"],
		["namespace:payments,kube-*", "abf"],
		["zone:zone-1", "abcdef"],
		["state:running | restarts>10", "abc"],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("numbers are compared in their unit; what is not known never matches", () => {
	test.each([
		["restarts>3", "af"],
		["restarts>=3", "acf"],
		["restarts<3", "bde"],
		["restarts<=3", "bcde"],
		["restarts:3", "c"],
		["restarts=3", "c"],
		["restarts:3,5", "cf"],
		["restarts!=0", "acef"],
		["restarts:1*", "ae"],
		["!restarts>3", "bcde"],
		["restarts>0 restarts<10", "cef"],
		["restarts>-1", "abcdef"],
		["load>500m", "e"],
		["load>=480m", "ae"],
		["load>0.4", "ae"],
		["load<1", "abd"],
		["load>1", "e"],
		["load<=30m", "bd"],
		["load:0", "d"],
		["load:30m", "b"],
		["load!=30m", "ade"],
		["!load>100m", "bd"],
		["!load<=100m", "ae"],
		["!(load>100m | load<=100m)", ""],
		["!(load>100m running)", "abdef"],
		["load>100m | web", "ace"],
		["!(load>100m web)", "abdef"],
		["load:*", "abde"],
		["!load:*", ""],
		["up<2h", "ace"],
		["up>2h", "bf"],
		["up<90s", ""],
		["up<=90s", "c"],
		["up<1.5h", "ace"],
		["up>3d3h", "bf"],
		["up>3d5h", "f"],
		["up>1y", "f"],
		["up<1w", "abce"],
		["up:1h", "a"],
		["up!=1h", "bcef"],
		["up>3D3H", "bf"],
	])("%j shows %j", (text, uids) => {
		expect(shown(text)).toBe(uids);
	});
});

describe("sort: is told, and filters nothing", () => {
	test.each([
		["sort:name", "abcdef", { columnId: "name", descending: false }],
		["sort:-name", "abcdef", { columnId: "name", descending: true }],
		["sort:STATE api", "ab", { columnId: "state", descending: false }],
		["api sort:-up | web", "abc", { columnId: "up", descending: true }],
		["api", "ab", undefined],
	])("%j", (text, uids, sort) => {
		expect(shown(text)).toBe(uids);
		expect(parseFilter(text, subject)).toMatchObject({ ok: true, value: { sort } });
	});

	test("by a column that sorts from high to low, the minus turns it round", () => {
		const turned = columns.map((column) => (column.id === "load" ? { ...column, descending: true as const } : column));
		const sort = (text: string) => parseFilter(text, { ...subject, columns: turned });
		expect(sort("sort:load")).toMatchObject({ value: { sort: { columnId: "load", descending: true } } });
		expect(sort("sort:-load")).toMatchObject({ value: { sort: { columnId: "load", descending: false } } });
	});

	test("alone it keeps everything", () => {
		expect(parseFilter("sort:name", subject)).toMatchObject({ value: { empty: true } });
	});
});

describe("a wrong filter is told where it is wrong", () => {
	test.each([
		["api !", "!", "! needs a word"],
		["! api", "!", "! needs a word"],
		["api !| web", "!", "! needs a word"],
		["!~api", "!~", "cannot be negated"],
		["!(!~api)", "!~", "cannot be negated"],
		["~", "~", "~ needs a word"],
		["~ api", "~", "~ needs a word"],
		['~""', '~""', "~ needs a word"],
		["~(api)", "~", "~ needs a word"],
		['api "two wor', '"two wor', "not closed"],
		["api\\", "\\", "needs a character"],
		['""', '""', "nothing to look for"],
		["//", "//", "nothing to look for"],
		["api /cra(sh", "/cra(sh", "not closed"],
		["api /cra(sh/", "(sh", "this ( is not closed"],
		["/[z-a]/", "z-a", "range"],
		["/a**/", "**", "repeated twice"],
		["/\\q/", "\\q", "means nothing"],
		["/(?=a)/", "(?=", "of groups there are"],
		["/a{2000}/", "a{2000}", "more than 96"],
		["/var/log/app", "log/app", "quote it"],
		["/a/x", "x", "quote it"],
		["(api", "(api", "not closed"],
		["api)", ")", "no ( for this"],
		["api ()", "()", "nothing in these"],
		["| api", "|", "both sides"],
		["api |", "|", "both sides"],
		["api || web", "|", "both sides"],
		["(api |)", "|", "both sides"],
		["api -l", "-l", "needs a label selector"],
		["-l app=web=1 x", "-l app=web=1", "no label selector"],
		["-l app=a, tier=b", "-l app=a,", "no label selector"],
		['-l "app in x"', '-l "app in x"', "no label selector"],
		["api stat:x", "stat", "there is state"],
		["stet:x", "stet", "there is state"],
		["memory>1", "memory", "no column is called memory"],
		["app=web", "app", "quote it"],
		["state:", "state:", "needs a value"],
		["state>", "state>", "needs a value"],
		["state:a,", ",", "value is missing"],
		["state:,a", ",", "value is missing"],
		["state>5", "state>5", "holds no numbers"],
		["load > 500m", ">", "no blanks around >"],
		["load>much", "much", "much is no amount of CPU"],
		["load:1,much", "much", "much is no amount of CPU"],
		["load>", "load>", "needs a value"],
		["up<2", "2", "2 is no duration"],
		["up<h2", "h2", "no duration"],
		["restarts>1Ki", "1Ki", "no number"],
		["restarts:many", "many", "no number"],
		["sort:", "sort:", "needs a value"],
		["sort:-", "sort:-", "takes a column"],
		["sort>name", "sort>name", "takes a column"],
		["sort:nam", "sort:nam", "there is name"],
		["!sort:name", "sort:name", "neither negated"],
		["(sort:name)", "sort:name", "neither negated"],
		["sort:name sort:up", "sort:up", "already"],
		["api | sort:name", "|", "both sides"],
		[`${"(".repeat(60)}a${")".repeat(60)}`, "(", "within one another"],
		[`${"!".repeat(60)}a`, "!", "within one another"],
		["a".repeat(1_001), "a", "at most"],
	])("%j: %j, %s", (text, marked, message) => {
		const filter = parseFilter(text, subject);
		if (filter.ok) throw new Error("it was read");
		const { at, length } = filter.failure;
		expect(text.slice(at, at + length)).toBe(marked);
		expect(filter.failure.message).toContain(message);
	});

	test("at the very place, where the same stands twice", () => {
		expect(parseFilter("api !web !", subject)).toMatchObject({ failure: { at: 9, length: 1 } });
		expect(parseFilter("load:x load>y", subject)).toMatchObject({ failure: { at: 5, length: 1 } });
	});

	test("and its message is safe to draw, whatever was pasted", () => {
		const filter = parseFilter("\u001b[2J:x", subject);
		expect(filter).toMatchObject({ ok: false, failure: { message: expect.not.stringContaining("\u001b") } });
	});
});

describe("a filter knows what it reads", () => {
	test.each([
		["", false, false, false],
		["api", true, false, false],
		["/api/", true, false, false],
		["~api", false, false, false],
		["state:running", false, false, false],
		["-l app", false, false, false],
		["load>1", false, false, true],
		["up<2h", false, true, false],
		["api | !(up<2h load>1)", true, true, true],
	])("%j", (text, readsText, time, usage) => {
		expect(parseFilter(text, subject)).toMatchObject({ value: { reads: { text: readsText, time, usage } } });
		expect(parseFilter(text, subject)).toMatchObject({ value: { empty: text === "" } });
	});
});

test("bytes and shares have their units too", () => {
	const sized = [
		{ id: "mem", title: "MEM", priority: 0, text: () => "201Mi", order: () => 201 * 2 ** 20, unit: "bytes" as const },
		{ id: "mem%l", title: "%L", priority: 0, text: () => "90", order: () => 90.4, unit: "percent" as const },
	];
	const matches = (text: string): boolean | string => {
		const filter = parseFilter(text, { columns: sized, labels: () => "" });
		return filter.ok ? filter.value.matches(server("a"), "", undefined) : filter.failure.message;
	};
	expect(["mem>200Mi", "mem<0.2Gi", "mem>210M", "mem:201Mi", "mem:210763776"].map(matches)).toEqual([
		true,
		true,
		true,
		true,
		true,
	]);
	expect(["mem%l>=90", "mem%l>90%", "mem%l:90", "mem%l>91"].map(matches)).toEqual([true, true, true, false]);
	// A fifth of a byte is not what is meant.
	expect(matches("mem>200m")).toContain("200m is no size");
	expect(matches("memory>1")).toContain("there is mem");
});
