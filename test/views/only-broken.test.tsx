import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

test("ctrl-z shows only what is broken, and all again; so does esc", async () => {
	await using company = await openCompany({ columns: 140 });
	const { app } = company;
	await app.press("ctrl-z");
	expect(app.screen()).toMatch(/pods {2}all namespaces {2}only broken .* \d+ of 272$/m);
	expect(app.screen()).toContain("CrashLoopBackOff");
	expect(app.screen()).not.toMatch(/ (\d)\/\1 +Running/);
	await app.press("ctrl-z");
	expect(app.screen()).toMatch(/pods {2}all namespaces {2}NAME.* 272$/m);
	await app.press("ctrl-z", "view.filter");
	await app.type("api");
	await app.press("enter", "esc");
	expect(app.screen()).toMatch(/pods {2}all namespaces {2}only broken/);
	await app.press("esc");
	expect(app.screen()).toMatch(/ 272$/m);
});

test.each([
	["events", /only broken[^]*Warning/, /Normal/],
	["deploy", /only broken[^]*api/, /never/],
])("of %s", async (resource, shown, hidden) => {
	await using company = await openCompany({ columns: 140, resource });
	await company.app.press("ctrl-z");
	await company.shows(shown);
	expect(company.app.screen()).not.toMatch(hidden);
});

test("that nothing is broken is said, and how to see all", async () => {
	await using company = await openCompany({ columns: 140, resource: "ds" });
	await company.app.press("ctrl-z");
	expect(company.app.screen()).toMatch(/Nothing is broken: all \d+ daemonsets are well\./);
	expect(company.app.screen()).toContain("Press ctrl-z to see them all.");
});

test("of a kind that only its server knows it cannot be said", async () => {
	await using company = await openCompany({ columns: 140, resource: "certificates" });
	await company.shows(/certificates {2}all namespaces/);
	await company.app.press("ctrl-z");
	expect(company.app.screen()).toContain("ctrl-z: only the server knows these; how they are it does not say");
});
