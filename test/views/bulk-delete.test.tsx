import { expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { KubeObject } from "../../src/sim/world/kube-object.ts";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 110, rows: 30, namespace: "search" } satisfies CompanyScreenOptions;

/** Names of the pods that were asked to be deleted. */
function deletions({ sim }: CompanyScreen): readonly string[] {
	return sim.requests.flatMap((request) => /^DELETE \S*\/pods\/([^/?\s]+)/.exec(request)?.[1] ?? []);
}

/** Mark the first rows and return their names. */
async function mark({ app }: CompanyScreen, count: number): Promise<readonly string[]> {
	await app.press(...Array.from({ length: count }, () => "space"));
	return [...app.screen().matchAll(/^✓(\S+)/gm)].map(([, name]) => name ?? "");
}

/** Open the question; what is typed in the first half second is not heard. */
async function ask(company: CompanyScreen): Promise<void> {
	await company.app.press("row.actions");
	await company.shows("Delete it; asks first");
	await company.app.press("d");
	await company.shows("[ Cancel ]");
	await company.app.advance(500);
}

function podOf({ sim }: CompanyScreen, name: string): KubeObject {
	const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	if (pod === undefined) throw new Error(`there is no pod ${name}`);
	return pod;
}

/** The same pod again, under another UID. */
function replace({ sim }: CompanyScreen, pod: KubeObject): void {
	const { resourceVersion: _version, uid: _uid, ...metadata } = pod.metadata;
	sim.store.delete(kinds.pods, "search", pod.metadata.name);
	sim.store.create(kinds.pods, { ...pod, metadata });
}

test("the question lists what is marked, says what the filter hides and what will happen; then all of it goes", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	const names = await mark(company, 3);
	await app.press("/");
	await app.type(`!${names[1]}`);
	await app.press("enter");
	await ask(company);
	const question = app.screen();
	expect(question).toContain("Delete 3 pods in company?   1 hidden by the filter");
	for (const name of names) expect(question).toContain(`✓ search/${name}`);
	expect(question).toMatch(new RegExp(`search/${names[1]} +hidden by the filter`));
	expect(question).toContain("Each ends within its grace period; what owns them makes others.");
	expect(question).toContain("▸[ Cancel ]   [ Delete 3 ]");
	await app.press("tab", "enter");
	await company.shows(/Of 3 pods in company: 3 (terminating|deleted)/);
	expect(deletions(company).toSorted()).toEqual(names.toSorted());
	expect(app.screen()).not.toContain("marked");
});

test("enter alone cancels, so does esc, and what is typed ahead is no answer; the marks stay", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await mark(company, 2);
	for (const key of ["enter", "esc"]) {
		await ask(company);
		await app.press(key);
		expect(app.screen()).not.toContain("[ Cancel ]");
	}
	await app.press("row.actions");
	await company.shows("Delete it; asks first");
	await app.type("d\t\r\t\r");
	expect(app.screen()).toContain("▸[ Cancel ]");
	await app.press("esc");
	expect(app.screen()).toContain("2 marked");
	expect(deletions(company)).toEqual([]);
});

test("a long list is cut and can be scrolled; the question stays on the screen", async () => {
	await using company = await openCompany({ ...options, namespace: "payments", rows: 24 });
	const { app } = company;
	await app.press("space", "G", "V");
	await ask(company);
	expect(app.screen()).toMatch(/and \d+ more {3}↑ ↓ show them/);
	expect(app.screen()).toContain("Delete ");
	expect(app.screen()).toContain("▸[ Cancel ]");
	const listed = (): string => /✓ (payments\/\S+)/.exec(app.screen())?.[1] ?? "";
	const first = listed();
	await app.press("down");
	expect(listed()).not.toBe(first);
	await app.press("pgup");
	expect(listed()).toBe(first);
});

test("in production the count has to be typed, of a single one its name", async () => {
	await using company = await openCompany({ ...options, production: true });
	const { app } = company;
	const names = await mark(company, 2);
	await ask(company);
	expect(app.screen()).toContain("PRODUCTION");
	expect(app.screen()).toContain("how many:");
	await app.press("tab", "enter");
	expect(deletions(company)).toEqual([]);
	await ask(company);
	await app.press("2", "tab", "enter");
	await company.shows(/Of 2 pods in company: 2 /);
	expect(deletions(company).toSorted()).toEqual(names.toSorted());

	const [other = ""] = await mark(company, 1);
	await ask(company);
	expect(app.screen()).toContain("its name:");
	await app.type("1");
	await app.press("tab");
	expect(app.screen()).toContain("▸[ Cancel ]");
	await app.press("backspace");
	await app.type(other);
	await app.press("tab", "enter");
	await company.shows(/Of 1 Pod in company: 1 /);
});

test("what fails stays marked with its reason, what does not is unmarked; again tries only the rest", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	const names = await mark(company, 3);
	const back = sim.faults.add({
		action: { do: "status", code: 500 },
		times: Number.POSITIVE_INFINITY,
		matches: (method, url) => method === "DELETE" && url.includes(`/${names[1]}`),
	});
	await ask(company);
	await app.press("tab", "enter");
	await company.shows(/Of 3 pods in company: 1 failed, 2 (terminating|deleted)/);
	expect(app.screen()).toMatch(new RegExp(`! search/${names[1]} +.*500`));
	expect(app.screen()).toMatch(new RegExp(`✓ search/${names[0]} +(terminating|deleted)`));
	expect(app.screen()).toMatch(new RegExp(`^!${names[1]}`, "m"));
	expect(app.screen()).toContain("1 marked");
	back();
	await app.press("esc");
	expect(app.screen()).not.toContain("Of 3 pods");
	await ask(company);
	expect(app.screen()).toMatch(new RegExp(`✓ search/${names[1]} +.*500`));
	await app.press("tab", "enter");
	await company.shows(/Of 1 Pod in company: 1 /);
	expect(deletions(company)).toEqual([...names, names[1]]);
});

test("whose answer is lost is said to be deleted or not, stays marked, and the next try tells", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	const names = await mark(company, 3);
	sim.faults.add({
		action: { do: "truncate", afterBytes: 10 },
		times: 1,
		matches: (method, url) => method === "DELETE" && url.includes(`/${names[1]}`),
	});
	await ask(company);
	await app.press("tab", "enter");
	await company.shows(/Of 3 pods in company: of 1 it is not known, 2 (terminating|deleted)/);
	expect(app.screen()).toMatch(new RegExp(`\\? search/${names[1]} +deleted or not, is not known: \\S`));
	expect(app.screen()).toContain("1 marked");
	await app.press("esc");
	await ask(company);
	await app.press("tab", "enter");
	await company.shows(/Of 1 Pod in company: 1 (terminating|was gone already)/);
});

test("only a few are sent at once; esc stops the rest and says how far it came; the screen stays in use", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await mark(company, 8);
	sim.faults.add({
		action: { do: "delay", delayMs: 5_000 },
		times: Number.POSITIVE_INFINITY,
		matches: (method) => method === "DELETE",
	});
	await ask(company);
	await app.press("tab", "enter");
	await company.shows("Deleting 8 pods in company: 0 done");
	expect(deletions(company)).toHaveLength(4);
	expect(app.screen()).toMatch(/… search\/\S+ +deleting …/);
	expect(app.screen()).toContain("esc  stops the rest");
	await app.press("G", "q");
	expect(app.screen()).toContain("marked rows are being deleted; esc stops it");
	await app.press("row.yaml");
	await company.shows("apiVersion: v1");
	await app.press("esc");
	await company.shows(/Stopping; of 8 pods in company \d done/);
	await company.shows(/Of 8 pods in company: 4 not tried, 4 (terminating|deleted)/);
	expect(deletions(company)).toHaveLength(4);
	await app.press("esc", "esc");
	expect(app.screen()).toContain("4 marked");
});

test("while some are being deleted a mark that is taken away keeps its object, and no second run begins", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	const names = await mark(company, 5);
	sim.faults.add({
		action: { do: "delay", delayMs: 5_000 },
		times: Number.POSITIVE_INFINITY,
		matches: (method) => method === "DELETE",
	});
	await ask(company);
	await app.press("tab", "enter");
	await company.shows("Deleting 5 pods");
	await app.press("g", "j", "j", "j", "j", "space", "row.actions");
	await company.shows("marked rows are being deleted");
	await app.press("esc");
	await company.shows(/Of 5 pods in company: 1 not tried, 4 (terminating|deleted)/);
	expect(deletions(company)).not.toContain(names[4]);
});

test("a marked row that is gone is listed as gone and nothing is done; nor to another of its name", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	const names = await mark(company, 3);
	replace(company, podOf(company, names[0] ?? ""));
	await company.shows("3 marked, 1 gone");
	await ask(company);
	expect(app.screen()).toContain("Delete 2 pods in company?");
	expect(app.screen()).toMatch(new RegExp(`- search/${names[0]} +gone; nothing is done`));
	await app.press("tab", "enter");
	await company.shows(/Of 3 pods in company: 2 (terminating|deleted), 1 was gone already/);
	expect(deletions(company).toSorted()).toEqual(names.slice(1).toSorted());
	expect(podOf(company, names[0] ?? "").metadata.deletionTimestamp).toBeUndefined();
});

test("one that is replaced between the question and the answer is refused by its UID", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	const names = await mark(company, 2);
	await ask(company);
	sim.silently(() => replace(company, podOf(company, names[0] ?? "")));
	await app.press("tab", "enter");
	await company.shows(/Of 2 pods in company: 1 failed, 1 (terminating|deleted)/);
	expect(app.screen()).toMatch(new RegExp(`! search/${names[0]} +another bears its name now; nothing was deleted`));
	expect(podOf(company, names[0] ?? "").metadata.deletionTimestamp).toBeUndefined();
});

test("permission is asked once a namespace; where it is missing nothing is sent, and it is said", async () => {
	const everything = { groups: ["*"], resources: ["*"] };
	await using company = await openCompany({
		columns: 110,
		rows: 30,
		user: "dev",
		prepare: (sim) =>
			sim.setRules("dev", [
				{ ...everything, verbs: ["get", "list", "watch"] },
				{ ...everything, verbs: ["delete"], namespace: "checkout" },
			]),
	});
	const { app, sim } = company;
	await app.press("/");
	await app.type("address-lookup | alertmanager");
	await app.press("enter", "space", "G", "V");
	const rows = (namespace: string): number => app.screen().match(new RegExp(`^✓${namespace} `, "gm"))?.length ?? 0;
	const [may, mayNot] = [rows("checkout"), rows("monitoring")];
	expect([may > 1, mayNot > 1]).toEqual([true, true]);
	await ask(company);
	expect(sim.requests.filter((request) => request.includes("selfsubjectaccessreviews"))).toHaveLength(2);
	expect(app.screen()).toContain(`Delete ${may} pods in company?`);
	expect(app.screen()).toMatch(/- monitoring\/alertmanager-0 +you may not delete pods in monitoring/);
	await app.press("tab", "enter");
	await company.shows(`Of ${may + mayNot} pods in company: ${mayNot} failed, ${may} terminating`);
	expect(deletions(company)).toHaveLength(may);
	expect(deletions(company).filter((name) => name.startsWith("alertmanager"))).toEqual([]);

	await app.press("esc", "row.actions");
	await company.shows(/d +delete +you may not delete pods in monitoring/);
	await app.press("d");
	expect(app.screen()).not.toContain("[ Cancel ]");
});

test("read-only says so in the menu and sends nothing", async () => {
	await using company = await openCompany({ ...options, readOnly: true });
	await mark(company, 2);
	await company.app.press("row.actions");
	await company.shows("read-only: nothing is changed");
	await company.app.press("d");
	expect(company.app.screen()).not.toContain("[ Cancel ]");
	expect(deletions(company)).toEqual([]);
});
