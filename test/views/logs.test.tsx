import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Before anything goes wrong in the company. */
const large = { columns: 130, rows: 30, namespace: "payments", pastMs: 5_000 } as const;

/** A line with its time, and with its day where that is another one. */
const LINE = /^.(\d\d-\d\d )?\d\d:\d\d:\d\d/m;

/** The logs of the first row that a filter leaves of a kind, with lines in them. */
async function openLogs(filter: string, options: CompanyScreenOptions = {}, key = "row.logs"): Promise<CompanyScreen> {
	const company = await openCompany({ ...large, ...options });
	await company.app.press("view.filter");
	await company.app.type(filter);
	await company.app.press("enter", key);
	await company.shows(/^logs {2}/m);
	return company;
}

/** The lines of the log on the screen, without what stands around them. */
function shown({ app }: CompanyScreen): readonly string[] {
	return app
		.screen()
		.split("\n")
		.filter((line) => LINE.test(line));
}

test("l joins the containers of a pod, each line with its time, source and level", async () => {
	await using company = await openLogs("ledger");
	await company.shows(/^ \d\d:\d\d:\d\d\.\d{3} ledger INFO {2}request {2}method=/m);
	await company.shows(/^ \d\d:\d\d:\d\d\.\d{3} mesh {3} +\[20/m);
	expect(company.app.screen()).toMatch(/^logs {2}Pod payments\/ledger\S+ {2}● following/m);
});

test("the pods of a workload are joined, as they come and go", async () => {
	await using company = await openLogs("refunds", { resource: "deployments" });
	await company.shows("3 pods");
	const [pod] = company.sim.store.list(kinds.pods).filter(({ metadata }) => metadata.name.startsWith("refunds-"));
	const { namespace = "", name = "" } = pod?.metadata ?? {};
	company.sim.store.delete(kinds.pods, namespace, name);
	await company.shows("3 pods, 1 gone");
	expect(company.app.screen()).toContain("● following");
});

test(":logs -l joins the pods that a label selector selects, in all namespaces where one looks at all", async () => {
	await using company = await openCompany({ columns: 130, rows: 30, pastMs: 5_000 });
	await company.go("logs -l app in (refunds,ledger)");
	await company.shows(/^logs {2}pods -l app in \(refunds,ledger\) {2}● following {2}\d+ pods/m);
	await company.shows(/ refunds\S* .*request/);
	await company.shows(/ ledger\S* .*request/);
	await company.app.press("esc", ":");
	await company.app.type("logs -l app in");
	await company.shows("not a label selector: app in");
});

test("moving up stays where one is and says how much has come since; G goes on", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/INFO {2}request/);
	await app.press("k");
	const before = shown(company);
	expect(app.screen()).toContain("○ stopped");
	await company.shows(/▼ \d+ new/);
	expect(shown(company)).toEqual(before);
	await app.press("G");
	expect(app.screen()).toContain("● following");
	expect(shown(company)).not.toEqual(before);
});

test("a filter leaves what matches, with bars above; what is wrong is said where it is; esc shows all again", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/INFO {2}request/);
	await app.press("&");
	await app.type("level:warn status>");
	await company.shows(/✖ \S+/);
	await app.press("ctrl-u");
	await app.type("level:warn");
	await app.press("enter");
	await company.shows(/&level:warn/);
	await company.shows(/a bar is/);
	await company.shows(/ WARN /);
	for (const line of shown(company)) expect(line).toMatch(/ WARN |^ +\d\d:\d\d:\d\d +a bar| ── /);
	await app.press("esc");
	await company.shows(/INFO {2}request/);
	expect(app.screen()).not.toContain("&level");
});

test("/ marks what is searched for and goes to the last one; tab makes a filter of it", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/INFO {2}request/);
	await app.press("/");
	expect(app.screen()).toMatch(/^\/.*tab: show only lines that match/m);
	await app.type("orders");
	await company.shows(/\/orders [\d,]+ found/);
	await app.press("enter");
	expect(app.screen()).toMatch(/^▸.*orders/m);
	const at = (): string => /^▸.*/m.exec(app.screen())?.[0] ?? "";
	const first = at();
	await app.press("N");
	expect(at()).toMatch(/orders/);
	expect(at()).not.toBe(first);
	await app.press("n");
	expect(at()).toBe(first);
	await app.press("/");
	await app.type("orders");
	await app.press("tab", "enter");
	await company.shows(/&orders/);
	for (const line of shown(company)) expect(line).toMatch(/orders|^ +\d\d:\d\d:\d\d +a bar| ── /);
});

test("p shows why a container crashed before", async () => {
	await using company = await openLogs("crashloop", { pastMs: 200_000 }, "row.previousLogs");
	await company.shows(/ PREVIOUS /);
	await company.shows("panic: config: field limits.perTenant is required");
	await company.app.press("p");
	expect(company.app.screen()).not.toMatch(/ PREVIOUS /);
});

test("C chooses a container, or all again", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/ mesh /);
	await app.press("C");
	await app.type("container ledger");
	expect(app.screen()).toMatch(/^▸ container ledger +in 1 pod/m);
	await app.press("enter");
	await company.shows(/^logs {2}Container ledger of Pod/m);
	await company.shows(/INFO {2}request/);
	expect(shown(company).filter((line) => line.includes(" mesh "))).toEqual([]);
	await app.press("C");
	await app.press("enter");
	await company.shows(/ mesh /);
});

test("marked lines are copied, a line is shown in full, and one is back at it", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/INFO {2}request/);
	await app.press("k", "m", "k", "m", "c");
	expect(app.screen()).toContain("Copied 2 lines");
	const at = /^✓.*/m.exec(app.screen())?.[0];
	await app.press("enter");
	await company.shows(/^line {2}payments\/ledger\S+ \w+/m);
	await app.press("esc");
	expect(app.screen()).toContain(at);
	await app.press("esc");
	expect(app.screen()).not.toMatch(/^✓/m);
});

test("what is shown is saved, line by line; a file that exists is left as it is", async () => {
	const folder = mkdtempSync(join(tmpdir(), "yagura-log-"));
	try {
		await using company = await openLogs("ledger");
		const { app } = company;
		await company.shows(/INFO {2}request/);
		const path = join(folder, "ledger.log");
		await app.press("ctrl-s", "ctrl-u");
		await app.type(path);
		await app.press("enter");
		await company.shows(/Saved [\d,]+ lines to/);
		const lines = readFileSync(path, "utf8").split("\n");
		expect(lines.length).toBeGreaterThan(100);
		expect(lines.some((line) => line.includes('"msg":"request"'))).toBe(true);
		await app.press("ctrl-s", "ctrl-u");
		await app.type(path);
		await app.press("enter");
		expect(app.screen()).toContain("it exists already");
		await app.press("esc");
	} finally {
		rmSync(folder, { recursive: true });
	}
});

describe("whose logs", () => {
	test.each([
		["services", "ledger", /^logs {2}Service payments\/ledger/m, "payments"],
		["statefulsets", "postgres", /^logs {2}StatefulSet data\/postgres/m, "data"],
		["nodes", "tokyo-a-node-1", /^logs {2}Node tokyo-a-node-1/m, "payments"],
		["cronjobs", "settle", /^logs {2}CronJob payments\/settle-batches/m, "payments"],
	])("%s", async (resource, filter, title, namespace) => {
		await using company = await openLogs(filter, { resource, namespace });
		await company.shows(title);
		await company.shows(LINE);
	});

	test("marked rows", async () => {
		await using company = await openCompany(large);
		await company.app.press("space", "space", "space", "l");
		await company.shows(/^logs {2}3 marked pods/m);
		await company.shows("3 pods");
	});

	test("one container, from the table of containers", async () => {
		await using company = await openCompany(large);
		await company.app.press("enter");
		await company.shows(/^containers {2}Pod/m);
		await company.app.press("l");
		await company.shows(/^logs {2}Container \S+ of Pod /m);
		await company.shows(LINE);
	});

	test("what has no pods says so", async () => {
		await using company = await openCompany({ ...large, resource: "events" });
		await company.app.press("l");
		expect(company.app.screen()).toContain("l: no pods belong to this");
	});
});

test("a log that is left can be gone back to", async () => {
	await using company = await openLogs("ledger");
	const { app } = company;
	await company.shows(/INFO {2}request/);
	await app.press("esc");
	await company.shows(/^pods {2}payments/m);
	await app.press("-");
	await company.shows(/^logs {2}Pod payments\/ledger/m);
	await company.shows(/INFO {2}request/);
});

/** Who may look at pods of a namespace, and not read their logs. */
const reader = { verbs: ["list", "watch", "get"], groups: ["*"], resources: ["pods"], namespace: "payments" };
const asReader = {
	...large,
	user: "dev",
	contextNamespace: "payments",
	prepare: (sim: Sim) => sim.setRules("dev", [reader]),
};

test("who may not read logs is told so at the table; a right that is given then is known at once", async () => {
	await using company = await openCompany(asReader);
	const { app, sim } = company;
	await app.press("l");
	await company.shows(/No logs of Pod payments\/\S+: you may not get pods\/log in payments/);
	expect(app.screen()).toMatch(/^pods {2}payments/m);
	await app.press("p");
	await company.shows(/No logs of Pod/);
	expect(sim.requests.filter((request) => request.includes("/log?"))).toEqual([]);
	sim.setRules("dev", [reader, { ...reader, resources: ["pods/log"] }]);
	await app.press("l");
	await company.shows(/^logs {2}Pod payments/m);
});

test("an answer that does not come keeps nobody from trying", async () => {
	await using company = await openCompany(asReader);
	const { app, sim } = company;
	sim.faults.add({ action: { do: "blackhole" }, times: Infinity, matches: (_, url) => url.includes("/selfsubject") });
	await app.press("l");
	await company.shows("Opening the logs of Pod payments/");
	await company.shows(/not to be had: .*pods\/log/);
});

test("what may be read in one namespace at least is opened; of a node's pods all namespaces are asked", async () => {
	const everywhere = { verbs: reader.verbs, groups: ["*"], resources: ["pods", "nodes"] };
	await using company = await openCompany({
		columns: 130,
		resource: "nodes",
		user: "dev",
		prepare: (sim) => sim.setRules("dev", [everywhere]),
	});
	const { app, sim } = company;
	await app.press("l");
	await company.shows(/No logs of Node \S+: you may not get pods\/log$/m);
	sim.setRules("dev", [everywhere, { ...reader, resources: ["pods/log"], namespace: "kube-system" }]);
	await app.press("l");
	await company.shows(/^logs {2}Node /m);
});
