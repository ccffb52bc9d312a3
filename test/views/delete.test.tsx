import { expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 110, namespace: "search" } satisfies CompanyScreenOptions;

/** What was asked of the server to be deleted. */
function deletions({ sim }: CompanyScreen): readonly string[] {
	return sim.requests.filter((request) => request.startsWith("DELETE "));
}

/** Name of the row under the cursor. */
function chosen({ app }: CompanyScreen): string {
	return /^▸(\S+)/m.exec(app.screen())?.[1] ?? "";
}

/** Open the question; what is typed in the first half second is not heard. */
async function ask(company: CompanyScreen): Promise<void> {
	await company.app.press("row.actions");
	await company.shows("Delete it; asks first");
	await company.app.press("d");
	await company.shows("[ Cancel ]");
}

test("names what will be deleted and what will happen; deletes by UID; says so", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await app.press("j");
	const name = chosen(company);
	await ask(company);
	for (const part of [
		`Delete Pod search/${name} in company?`,
		/context +company/,
		/namespace +search/,
		"makes another",
	])
		expect(app.screen()).toMatch(typeof part === "string" ? new RegExp(part.replaceAll("?", "\\?")) : part);
	expect(app.screen()).toContain("▸[ Cancel ]");
	await app.advance(500);
	await app.press("tab");
	expect(app.screen()).toContain("▸[ Delete ]");
	await app.press("enter");
	await company.shows(/Pod search\/\S+ is (terminating|deleted)\./);
	expect(deletions(company)).toEqual([expect.stringContaining(`/api/v1/namespaces/search/pods/${name}`)]);
	const after = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	expect(after?.metadata.deletionTimestamp ?? "gone").toBeTruthy();
});

test("enter alone cancels, and so does esc", async () => {
	await using company = await openCompany(options);
	for (const key of ["enter", "esc"]) {
		await ask(company);
		await company.app.advance(500);
		await company.app.press(key);
		expect(company.app.screen()).not.toContain("[ Cancel ]");
	}
	expect(deletions(company)).toEqual([]);
});

test("keys typed ahead are no answer", async () => {
	await using company = await openCompany(options);
	await company.app.press("row.actions");
	await company.shows("Delete it; asks first");
	await company.app.type("d\t\r");
	expect(company.app.screen()).toContain("▸[ Cancel ]");
	await company.app.type("\t\r\t\r");
	expect(company.app.screen()).toContain("▸[ Cancel ]");
	expect(deletions(company)).toEqual([]);
});

test("an escape sequence torn by the line changes nothing, however it is torn", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	for (const [first, second] of [
		["\u001b", "[D"],
		["\u001b", "OD"],
		["\u001b[", "D"],
		["\u001b", ".d\t\r"],
	] as const) {
		await app.type(first);
		await app.advance(160);
		await app.type(second);
		await app.advance(600);
		await app.press("esc", "esc");
		expect(app.screen()).not.toContain("[ Delete ]");
	}
	expect(deletions(company)).toEqual([]);
});

test("in production the name has to be typed", async () => {
	await using company = await openCompany({ ...options, production: true });
	const { app } = company;
	const name = chosen(company);
	await ask(company);
	expect(app.screen()).toContain("PRODUCTION");
	await app.advance(500);
	await app.press("tab", "enter");
	expect(deletions(company)).toEqual([]);
	await ask(company);
	await app.advance(500);
	await app.type(name.slice(0, -1));
	await app.press("tab");
	expect(app.screen()).toContain("▸[ Cancel ]");
	await app.type(name.slice(-1));
	await app.press("tab", "enter");
	await company.shows(/is (terminating|deleted)\./);
	expect(deletions(company)).toHaveLength(1);
});

test("who may not delete is told which verb is missing", async () => {
	await using company = await openCompany({
		...options,
		user: "dev",
		namespace: "payments",
		contextNamespace: "payments",
	});
	const { app, sim } = company;
	sim.setRules("dev", [{ verbs: ["get", "list", "watch"], groups: ["*"], resources: ["*"], namespace: "payments" }]);
	await app.press("row.actions");
	await company.shows(/d +delete +.*delete.* pods/);
	await app.press("d");
	expect(app.screen()).not.toContain("[ Cancel ]");
	expect(deletions(company)).toEqual([]);
});

test("read-only says so in the menu and sends nothing", async () => {
	await using company = await openCompany({ ...options, readOnly: true });
	await company.app.press("row.actions");
	await company.shows("read-only: nothing is changed");
	await company.app.press("d");
	expect(company.app.screen()).not.toContain("[ Cancel ]");
	expect(company.sim.requests.filter((request) => !/^(GET|HEAD|POST \S*access|POST \S*rules)/.test(request))).toEqual(
		[],
	);
});

test("another object of the same name is not deleted in its place", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await app.press("j");
	const name = chosen(company);
	await ask(company);
	const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	if (pod === undefined) throw new Error(`there is no pod ${name}`);
	const { resourceVersion: _version, uid: _uid, ...metadata } = pod.metadata;
	sim.store.delete(kinds.pods, "search", name);
	sim.store.create(kinds.pods, { ...pod, metadata });
	await app.advance(500);
	await app.press("tab", "enter");
	await company.shows(/Nothing was deleted: Pod \S+ is another one by now\./);
	expect(sim.store.list(kinds.pods).filter((one) => one.metadata.name === name)).toHaveLength(1);
});
