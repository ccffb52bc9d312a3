import { expect, test, vi } from "vitest";
import { prepareFault } from "../../src/sim/faults/named-faults.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

test("numbers lead to the namespaces lately used, the last one first, and 0 to all; the title names them", async () => {
	await using company = await openCompany({ columns: 140, namespace: "payments" });
	const { app } = company;
	expect(app.screen()).toMatch(/pods {2}payments .* 0 all {2}1 payments {2}\d+$/m);
	await app.press(":");
	await app.type("ns search");
	await app.press("enter");
	await company.shows(/pods {2}search .* 0 all {2}1 search {2}2 payments/);
	await app.press("view.filter");
	await app.type("api");
	await app.press("enter", "2");
	await company.shows(/pods {2}payments {2}\/api/);
	await app.press("0");
	await company.shows(/pods {2}all namespaces {2}\/api .*0 all {2}1 payments {2}2 search/);
	await company.shows(/^.catalog +api/m);
	await app.press("9");
	expect(app.screen()).toContain("9: no namespace has this number yet; :ns NAME looks into one");
});

test("what is opened next looks where one looks now", async () => {
	await using company = await openCompany({ columns: 140 });
	const { app } = company;
	for (const text of ["ns search", "deploy"]) {
		await app.press(":");
		await app.type(text);
		await app.press("enter");
	}
	await company.shows(/deployments {2}search/);
	await app.press("[", "[");
	await company.shows(/pods {2}all namespaces/);
	await app.press(":");
	await app.type("deploy");
	await app.press("enter");
	await company.shows(/deployments {2}all namespaces/);
});

test("usage is known also where one did not look first", async () => {
	await using company = await openCompany({ columns: 140, namespace: "payments" });
	await company.shows(/metrics \d+s/);
	await company.app.press("0");
	await company.shows(/^.catalog +\S+ +1\/1 +Running +\d+ +\d+m/m);
});

test.each([
	["nodes", "nodes are in no namespace"],
	["namespaces", "namespaces are in no namespace"],
])("on %s the numbers say why nothing happens", async (resource, said) => {
	await using company = await openCompany({ columns: 140, resource });
	await company.app.press("0");
	expect(company.app.screen()).toContain(`0: ${said}`);
	await company.app.press("1");
	expect(company.app.screen()).toContain(`1: ${said}`);
});

test("the containers of one pod are in no other namespace", async () => {
	await using company = await openCompany({ columns: 140, namespace: "search" });
	await company.app.press("enter", "0");
	expect(company.app.screen()).toContain("0: these are the containers of one Pod; esc goes back");
});

test("a user of one namespace is told that all of them are not theirs to see", async () => {
	await using company = await openCompany({ user: "dev", contextNamespace: "payments", columns: 120 });
	await company.shows(/pods {2}payments/);
	await company.app.press("0");
	expect(company.app.screen()).toContain("0: you may not look at all namespaces");
	await company.app.press("[");
	expect(company.app.screen()).toContain("nothing was on screen before this");
});

test("whose rights to all of them fail for a while keeps what was there, and is sent nowhere", async () => {
	const scenario = scaleScenario({ pods: 12, nodes: 2, changesPerSecond: 0 });
	await using company = await openCompany({ columns: 120, contextNamespace: "default", scenario });
	await company.shows(/pods {2}all namespaces/);
	const fault = prepareFault(company.sim, "forbidden");
	fault.on();
	await company.shows("⊘ forbidden");
	expect(company.app.screen()).toMatch(/pods {2}all namespaces/);
	expect(company.app.screen()).toMatch(/team-00 +app-0000/);
	fault.off();
	// Rights are asked for anew twice a minute at most.
	await company.app.advance(30_000);
	await company.shows("● watch live");
});
