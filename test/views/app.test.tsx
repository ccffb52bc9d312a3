import { describe, expect, test, vi } from "vitest";
import { inject } from "../../src/sim/faults/inject.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

/** The lines between the rules. */
function body(screen: string): readonly string[] {
	const lines = screen.split("\n");
	const rules = lines.flatMap((line, index) => (line.startsWith("───") ? [index] : []));
	return lines.slice((rules[0] ?? 0) + 1, rules[1]).filter((line) => line !== "");
}

describe("the pods of a company", () => {
	test.each([
		[80, 24],
		[200, 50],
	])("at %ix%i", async (columns, rows) => {
		await using company = await openCompany({ columns, rows });
		await company.shows("metrics 0s");
		await company.app.press("sort.restarts");
		expect(company.app.screen()).toMatchSnapshot();
	});

	test("on a small and on a wide screen no line is too long and the rows fill it", async () => {
		await using company = await openCompany();
		for (const [columns, rows] of [
			[60, 15],
			[40, 8],
			[400, 120],
			[39, 24],
			[80, 24],
		] as const) {
			await company.app.resize(columns, rows);
			const lines = company.app.screen().split("\n");
			if (columns < 40) expect(lines[0]).toContain("yagura needs 40x8");
			else
				expect(lines.filter((line) => /Running|CrashLoop|Completed|Pending/.test(line)).length).toBeGreaterThan(
					rows - 8,
				);
		}
	});

	test("are drawn when they are created, change and go", async () => {
		await using company = await openCompany({ namespace: "search", columns: 120 });
		const { store } = company.sim;
		const [template] = store.list(kinds.pods).filter(({ metadata }) => metadata.namespace === "search");
		if (template === undefined) throw new Error("the company has no pods in search");
		const { resourceVersion: _version, uid: _uid, ...metadata } = template.metadata;
		const created = store.create(kinds.pods, { ...template, metadata: { ...metadata, name: "aaa-new" } });
		await company.shows(/^.aaa-new /m);
		store.update(kinds.pods, { ...created, status: { phase: "Failed", reason: "Evicted" } });
		await company.shows(/aaa-new .*Evicted/);
		store.delete(kinds.pods, "search", "aaa-new");
		await company.shows(/^(?![^]*aaa-new)/);
	});
});

describe("finding one's way", () => {
	test("deployment -> pods -> containers, and back by esc", async () => {
		await using company = await openCompany({ resource: "deploy", columns: 120 });
		const { app } = company;
		await app.press("view.filter");
		await app.type("payments");
		await app.press("enter", "row.open");
		await company.shows("pods  Deployment api  payments");
		const pods = body(app.screen());
		expect(pods.length).toBeGreaterThan(3);
		expect(pods.slice(1).every((line) => /^.api-/.test(line))).toBe(true);
		await app.press("row.open");
		await company.shows("containers  Pod api-");
		expect(body(app.screen())[1]).toMatch(/^▸M1 .*main/);
		await app.press("esc");
		await company.shows("pods  Deployment api");
		await app.press("esc");
		await company.shows(/deployments .*\/payments/);
		await app.press("esc");
		expect(app.screen()).toMatch(/deployments {2}all namespaces {2}NAME/);
	});

	test("node -> its pods, namespace -> its pods, pod -> its node and its owner", async () => {
		await using company = await openCompany({ resource: "no", columns: 160 });
		const { app } = company;
		await app.press("row.open");
		await company.shows("pods  Node tokyo-a-batch-1");
		expect(
			body(app.screen())
				.slice(1)
				.every((line) => line.includes("tokyo-a-batch-1")),
		).toBe(true);
		await app.press("row.node");
		await company.shows(/nodes {2}Node tokyo-a-batch-1/);
		await app.press("view.palette");
		await app.type("ns");
		await app.press("enter", "row.open");
		await company.shows("pods  Namespace catalog");
		await app.press("row.owner");
		await company.shows(/replicasets {2}ReplicaSet api-/);
		expect(body(app.screen())).toHaveLength(2);
		await app.press("row.owner");
		await company.shows("deployments  Deployment api");
	});

	test("the palette opens a kind nobody declared, with the columns its server prints", async () => {
		await using company = await openCompany({ columns: 140 });
		await company.shows("v1.36.3");
		await company.app.press("view.palette");
		await company.app.type("certif");
		await company.shows("certificates");
		await company.app.press("enter");
		await company.shows(/certificates {2}all namespaces/);
		await company.shows(/NAMESPACE +NAME↑ +READY +SECRET/);
	});

	test.each([
		["certificates", /certificates {2}all namespaces/],
		["cert", /certificates {2}all namespaces/],
		["STS", /statefulsets {2}all namespaces/],
		["no-such-kind", /There is no kind called “no-such-kind”/],
	])("asked for %s at the start", async (resource, shown) => {
		await using company = await openCompany({ resource, columns: 140 });
		await company.shows(shown);
	});

	test("a key that does nothing here says so, and where the others are", async () => {
		await using company = await openCompany();
		await company.app.press("Z");
		expect(company.app.screen()).toContain("Z: does nothing here; ? lists the keys that do");
		await company.app.press("j");
		expect(company.app.screen()).not.toContain("does nothing here");
	});

	test("a kind that only its server knows can be opened first; that it is looked for is said until it is found", async () => {
		await using company = await openCompany({
			resource: "secrets",
			opensWith: /secrets {2}all namespaces/,
		});
		expect(company.app.screen()).not.toContain("Asking the server");
	});

	test("the palette takes a namespace, offers what is like a word, and says when there is nothing", async () => {
		await using company = await openCompany({ columns: 120 });
		const { app } = company;
		await app.press("view.palette");
		await app.type("stateful search");
		expect(app.screen()).toMatch(/▸ statefulsets +sts · search/);
		await app.press("enter");
		await company.shows(/statefulsets {2}search/);
		await app.press("view.palette");
		await app.type("zzzz");
		expect(app.screen()).toContain("Nothing of that name.");
		await app.press("esc");
		expect(app.screen()).toMatch(/statefulsets {2}search/);
	});
});

describe("filter and sort", () => {
	test("rows are filtered as one types; enter keeps, esc shows all again", async () => {
		await using company = await openCompany({ columns: 120 });
		const { app } = company;
		await app.press("view.filter");
		await app.type("crashloop");
		expect(app.screen()).toMatch(/\/crashloop .* \d of 2\d\d/);
		expect(
			body(app.screen())
				.slice(1)
				.every((line) => line.includes("CrashLoopBackOff")),
		).toBe(true);
		await app.press("enter");
		expect(app.screen().split("\n").at(-1)).toContain("all keys");
		await app.press("esc");
		expect(body(app.screen()).length).toBeGreaterThan(15);
	});

	test("a filter that matches nothing says so, and a wrong one says why and leaves the rows", async () => {
		await using company = await openCompany();
		const { app } = company;
		await app.press("view.filter");
		await app.type("no-such-thing");
		expect(app.screen()).toMatch(/None of \d+ rows match “no-such-thing”/);
		await app.press("ctrl-u");
		await app.type("api !");
		expect(app.screen()).toMatch(/^\/api ! +✖ ! needs a word/m);
		expect(body(app.screen()).length).toBeGreaterThan(5);
	});

	test("a capital sorts, again reverses; the heading says so", async () => {
		await using company = await openCompany({ columns: 120 });
		const { app } = company;
		await app.press("sort.restarts");
		expect(app.screen()).toContain("RESTARTS↓");
		expect(body(app.screen())[1]).toContain("api-");
		await app.press("sort.restarts");
		expect(app.screen()).toContain("RESTARTS↑");
		await app.press("I");
		expect(app.screen().split("\n").at(-1)).toBeDefined();
	});
});

describe("a user of one namespace", () => {
	test("is shown that namespace, told so, and what else is not theirs to see", async () => {
		await using company = await openCompany({ user: "dev", contextNamespace: "payments", columns: 120 });
		const { app } = company;
		await company.shows(/pods {2}payments/);
		expect(app.screen()).toContain("You may not look at all namespaces; this is payments, your context's own.");
		await company.shows(/nodes n\/a {2}\d+ pods/);
		expect(body(app.screen()).length).toBeGreaterThan(10);
		await app.press("view.palette");
		await app.type("nodes");
		await app.press("enter");
		await company.shows("⊘ forbidden");
		expect(app.screen()).toContain("You may not list nodes.");
		expect(app.screen()).toMatch(/nodes is forbidden: User "dev" cannot list resource "nodes"/);
		await app.press("view.palette");
		await app.type("deploy");
		await app.press("enter");
		await company.shows(/deployments {2}payments/);
		await company.shows(/api +\d\/\d/);
	});

	test("what is being typed as a filter when that turns out holds in their namespace", async () => {
		const matches = (_method: string, url: string): boolean => url.startsWith("/api/v1/pods");
		await using company = await openCompany({
			contextNamespace: "payments",
			columns: 120,
			prepare(sim) {
				inject(sim, { fault: "server-error", code: 403, matches });
				inject(sim, { fault: "latency", delayMs: 2_000, matches });
			},
			opensWith: "connecting",
		});
		const { app } = company;
		await app.type("/crashloop");
		await company.shows(/pods {2}payments {2}\/crashloop/);
		await company.shows("CrashLoopBackOff");
		expect(body(app.screen()).every((line) => /READY|CrashLoop/.test(line))).toBe(true);
	});

	test("who asks for a namespace that is not theirs is told why they see nothing", async () => {
		await using company = await openCompany({ user: "dev", namespace: "search", opensWith: "forbidden", columns: 140 });
		expect(company.app.screen()).toContain("You may not list pods in search.");
		expect(company.app.screen()).toMatch(/cannot list resource "pods" in API group "" in the namespace "search"/);
	});
});

describe("honesty", () => {
	test("without metrics CPU and memory are n/a, never zero", async () => {
		await using company = await openCompany({
			columns: 120,
			prepare: ({ switches }) => {
				switches.metrics = "absent";
			},
		});
		await company.shows("metrics n/a");
		expect(body(company.app.screen())[1]).toMatch(/( +n\/a){2,}/);
	});

	test("a lost server: the rows stay, the header says how old they are, and they are live again after", async () => {
		await using company = await openCompany({ columns: 120 });
		await company.app.advance(200);
		const before = body(company.app.screen()).length;
		await company.sim.stop();
		await company.shows(/reconnecting \d+s/);
		await company.app.advance(50_000);
		await company.shows(/STALE \d+s/);
		expect(body(company.app.screen()).length).toBe(before);
		await company.sim.restart();
		await company.shows("watch live");
	});

	test.each([
		["an error", 500, /answers, but not as an API server should/],
		["a refusal", 401, /Signing in to .* has failed[^]*does not accept[^]*twice a minute/],
	])("a server that answers with %s is not said to be unreachable", async (_what, code, said) => {
		await using company = await openCompany({
			opensWith: said,
			prepare: ({ faults }) => void faults.add({ action: { do: "status", code }, times: Number.POSITIVE_INFINITY }),
		});
		expect(company.app.screen()).toContain("or q to leave.");
	});

	test("a server that was never there: who it is, that it is tried again, how to leave", async () => {
		await using company = await openCompany({ opensWith: "has not been reached yet", prepare: (sim) => sim.stop() });
		const text = company.app.screen();
		expect(text.split("\n")[0]).toContain("connecting: refused");
		expect(text).toContain("Is the cluster running");
		expect(text).toContain("or q to leave.");
		await company.shows(/try 3 in [45]s[^]*Try 3 in [45] s\./);
		// There are no rows that could be stale.
		await company.app.advance(50_000);
		await company.shows("connecting: refused");
		await company.sim.restart();
		await company.shows("watch live");
	});

	test("a name of a context that is longer than the screen leaves room for how fresh the rows are", async () => {
		const context = `arn:aws:eks:ap-northeast-1:123456789012:cluster/${"production-".repeat(6)}tokyo`;
		await using company = await openCompany({ context });
		const header = company.app.screen().split("\n")[0] ?? "";
		expect(header).toMatch(/^arn:aws:eks.*…/);
		expect(header).toContain("● watch live");
	});

	test("text from the cluster cannot reach the terminal as an escape sequence", async () => {
		await using company = await openCompany({ resource: "events", columns: 200, rows: 50 });
		const [event] = company.sim.store.list(kinds.events);
		if (event === undefined) throw new Error("the company has no events");
		const { resourceVersion: _version, uid: _uid, ...metadata } = event.metadata;
		company.sim.store.create(kinds.events, {
			...event,
			metadata: { ...metadata, name: "hostile" },
			reason: "Hostile",
			message: "\u001b]0;owned\u0007 \u001b[31mred \u202e\u001b[2J gone",
		});
		await company.app.press("view.filter");
		await company.app.type("hostile");
		await company.shows(/Hostile .*␛\]0;owned␇ ␛\[31mred <U\+202E>␛\[2J gone/);
	});
});

test("help lists the keys of the table, scrolls, and goes back", async () => {
	await using company = await openCompany();
	await company.app.press("view.help");
	expect(company.app.screen()).toMatchSnapshot();
	await company.app.press("pane.bottom");
	expect(company.app.screen()).toMatch(/API server {2}http:\/\/127\.0\.0\.1:/);
	await company.app.press("esc");
	expect(company.app.screen()).toContain("pods  all namespaces");
});
