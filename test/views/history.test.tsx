import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

function title(screen: string): string {
	return screen.split("\n")[1] ?? "";
}

test("[ and ] go back and forward as in a browser, with namespace, filter, sort and wide columns", async () => {
	await using company = await openCompany({ columns: 160 });
	const { app } = company;
	await app.press(":");
	await app.type("pods search");
	await app.press("enter");
	await company.shows(/pods {2}search/);
	await app.press("/");
	await app.type("-");
	await app.press("enter", "sort.restarts", "table.wide", "j");
	await company.shows("READINESS GATES");
	const row = /^▸(\S+)/m.exec(app.screen())?.[1] ?? "";
	await app.press(":");
	await app.type("deploy");
	await app.press("enter");
	await company.shows(/deployments {2}search/);

	await app.press("[");
	await company.shows(/pods {2}search {2}\/- {2}RESTARTS↓/);
	await company.shows(`▸${row}`);
	expect(app.screen()).toContain("READINESS GATES");
	await app.press("[");
	await company.shows(/pods {2}all namespaces/);
	await app.press("[");
	expect(app.screen()).toContain("[: nothing was on screen before this");
	await app.press("]", "]");
	await company.shows(/deployments {2}search/);
	await app.press("]");
	expect(app.screen()).toContain("]: nothing lies ahead");
});

test("what esc left still lies ahead, and opening something else forgets it", async () => {
	await using company = await openCompany({ columns: 120, namespace: "search" });
	const { app } = company;
	await app.press("enter");
	await company.shows(/containers {2}Pod /);
	await app.press("esc");
	await company.shows(/pods {2}search/);
	await app.press("]");
	await company.shows(/containers {2}Pod /);
	await app.press("[", "row.describe");
	await company.shows(/describe {2}Pod/);
	await app.press("]");
	expect(app.screen()).toContain("nothing lies ahead");
	await app.press("esc", "esc");
	expect(title(app.screen())).toMatch(/pods {2}search/);
});

test("a text is read anew and lies on its table again; the help is passed over", async () => {
	await using company = await openCompany({ columns: 120, namespace: "search" });
	const { app } = company;
	await app.press("row.yaml");
	await company.shows(/yaml {2}Pod search\//);
	const shown = title(app.screen());
	await app.press(":");
	await app.type("nodes");
	await app.press("enter", "?", "[");
	await company.shows("apiVersion");
	expect(title(app.screen())).toBe(shown);
	await app.press("esc");
	await company.shows(/pods {2}search/);
});

test("- changes between the last two views", async () => {
	await using company = await openCompany({ columns: 120 });
	const { app } = company;
	await app.press("-");
	expect(app.screen()).toContain("-: nothing was on screen before this");
	await app.press(":");
	await app.type("nodes");
	await app.press("enter");
	await company.shows("tokyo-a-batch-1");
	await app.press("-");
	await company.shows(/pods {2}all namespaces/);
	await app.press("-");
	expect(title(app.screen())).toMatch(/^nodes/);
	await app.press("enter");
	await company.shows(/pods {2}Node/);
	await app.press("esc", "-");
	await company.shows(/pods {2}Node/);
});
