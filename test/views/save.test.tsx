import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import { type CompanyScreen, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "yagura-save-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function save({ app }: CompanyScreen, name: string): Promise<string> {
	const path = join(folder, name);
	await app.press("ctrl-s", "ctrl-u");
	await app.type(path);
	await app.press("enter");
	return path;
}

test("a table is saved as it is shown: its rows, columns and order, as CSV or JSON", async () => {
	await using company = await openCompany({ columns: 160, namespace: "payments" });
	const { app } = company;
	await app.press("view.filter");
	await app.type("crashloop");
	await app.press("enter", "sort.restarts", "ctrl-s");
	expect(app.screen()).toMatch(/^>company-pods-payments-\d{8}-\d{6}\.csv/m);
	await app.press("esc");
	const csv = await save(company, "pods.csv");
	expect(app.screen()).toContain(`Saved 4 rows to ${csv}`);
	const lines = readFileSync(csv, "utf8").trimEnd().split("\r\n");
	expect(lines).toHaveLength(5);
	expect(lines[0]).toBe('"name","ready","status","restarts","cpu","cpu%r","cpu%l","mem","mem%r","mem%l","node","age"');
	expect(lines[1]).toMatch(/^"api-[^"]+","1\/2","CrashLoopBackOff",/);
	expect(statSync(csv).mode & 0o777).toBe(0o600);
	await app.press("table.wide");
	const json = await save(company, "pods.json");
	const rows = JSON.parse(readFileSync(json, "utf8")) as readonly Record<string, string>[];
	expect(rows).toHaveLength(4);
	expect(rows[0]).toMatchObject({ status: "CrashLoopBackOff", ready: "1/2" });
	expect(Object.keys(rows[0] ?? {})).toContain("ip");
});

test("nothing is overwritten; the name stays to be changed", async () => {
	await using company = await openCompany({ columns: 160, namespace: "search" });
	const { app } = company;
	const path = await save(company, "a.csv");
	const before = readFileSync(path, "utf8");
	await app.press("table.wide");
	await save(company, "a.csv");
	expect(app.screen()).toMatch(/>.*a\.csv +✖ it exists already; choose another name/);
	expect(readFileSync(path, "utf8")).toBe(before);
	await app.press("backspace", "backspace", "backspace", "backspace");
	await app.type("2.csv");
	await app.press("enter");
	expect(app.screen()).toContain(`rows to ${join(folder, "a2.csv")}`);
});

test("what a spreadsheet would take for a formula, and what a terminal would obey, is saved as text", async () => {
	await using company = await openCompany({ columns: 160, resource: "events" });
	const [event] = company.sim.store.list(kinds.events);
	if (event === undefined) throw new Error("the company has no events");
	const { resourceVersion: _version, uid: _uid, ...metadata } = event.metadata;
	const message = '=HYPERLINK("http://x","\u001b[2Jclick")';
	company.sim.store.create(kinds.events, {
		...event,
		metadata: { ...metadata, name: "hostile" },
		reason: "Hostile",
		message,
	});
	await company.app.press("view.filter");
	await company.app.type("hostile");
	await company.app.press("enter");
	await company.shows("Hostile");
	const path = await save(company, "events.csv");
	expect(readFileSync(path, "utf8")).toContain(`"'=HYPERLINK(""http://x"",""␛[2Jclick"")"`);
});

test("the text of an object is saved as shown, secrets masked", async () => {
	await using company = await openCompany({
		columns: 140,
		resource: "pods",
		namespace: "search",
		prepare: ({ store }) => {
			const [pod] = store.list(kinds.pods).filter(({ metadata }) => metadata.namespace === "search");
			if (pod === undefined) throw new Error("the company has no pods in search");
			const { resourceVersion: _version, uid: _uid, ...metadata } = pod.metadata;
			const annotations = { url: "https://me:hunter2@example.org/" };
			store.create(kinds.pods, { ...pod, metadata: { ...metadata, name: "aaa", annotations } });
		},
	});
	await company.app.press("row.yaml");
	await company.shows("apiVersion");
	await company.app.press("ctrl-s");
	expect(company.app.screen()).toMatch(/^>company-pod-search-aaa-\d{8}-\d{6}\.yaml/m);
	await company.app.press("esc");
	const path = await save(company, "pod.yaml");
	const text = readFileSync(path, "utf8");
	expect(text).toContain("name: aaa");
	expect(text).toContain("••••••@example.org");
	expect(text).not.toContain("hunter2");
});
