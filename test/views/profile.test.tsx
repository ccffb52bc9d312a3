import { expect, test, vi } from "vitest";
import { type CompanyScreen, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

async function openProfile(columns = 110): Promise<CompanyScreen> {
	const company = await openCompany({ columns, rows: 30, namespace: "payments" });
	await company.app.press("/");
	await company.app.type("ledger");
	await company.app.press("enter");
	await company.go("pprof");
	await company.shows("FUNCTION");
	return company;
}

test("the port is found by itself; functions stand by their own cost, then as a flame graph", async () => {
	await using company = await openProfile();
	const { app } = company;
	expect(app.screen()).toMatch(/^profile {2}payments\/ledger\S* {2}CPU {2}top {2}port 6060/m);
	const rows = app.screen().matchAll(/^ +(\S+) +([\d.]+%) +\S+ +[\d.]+% {2}(\S+)$/gm);
	const [first, second] = Array.from(rows, ([, flat, share, name]) => [flat, share, name]);
	expect([first, second]).toEqual([
		["3.3s", "33.0%", "regexp/syntax.Parse"],
		["2.1s", "21.1%", "encoding/json.(*decodeState).object"],
	]);
	await app.press("profile.look");
	expect(app.screen()).toMatch(/^ ▏http\.\(\*conn\)\.serve +88\.1%▏/m);
	await app.press("/");
	await app.type("discount");
	await app.press("enter");
	expect(app.screen()).toContain("/discount 1 of 1");
});

test("another topic is another profile; what is counted goes round; nothing measured is said", async () => {
	await using company = await openProfile();
	const { app } = company;
	await app.press("2");
	await company.shows("inuse_space");
	await app.press("profile.kind");
	await company.shows("alloc_objects");
	await app.press("5");
	await company.shows("Nothing was measured");
	await app.press("profile.kind");
	await company.shows("contentions");
});

test("a port that serves none says so in its place; another port can be asked", async () => {
	await using company = await openProfile();
	await company.go("pprof 9999");
	await company.shows("There is no profile.");
	await company.shows(/9999[^]*connection refused/);
	await company.go("pprof 6060");
	await company.shows("FUNCTION");
});

test("a pod that does not run, another kind, and read-only are told why not", async () => {
	await using company = await openCompany({ columns: 110, rows: 30, resource: "nodes" });
	await company.go("pprof");
	await company.shows("only pods and containers are profiled");
	await using guarded = await openCompany({ columns: 110, rows: 30, namespace: "payments", readOnly: true });
	await guarded.go("pprof");
	await guarded.shows("read-only: nothing is forwarded into the cluster");
	expect(guarded.sim.requests.filter((request) => request.includes("portforward"))).toEqual([]);
});

test("of a container it is asked at the ports that it names itself", async () => {
	await using company = await openCompany({ columns: 110, rows: 30, namespace: "payments" });
	const { app } = company;
	await app.press("/");
	await app.type("ledger");
	await app.press("enter", "enter");
	await company.shows(/^containers /m);
	await company.go("pprof");
	await company.shows(/^profile {2}payments\/ledger-\S+ \(ledger\) {2}CPU .*port 6060/m);
	await company.shows("FUNCTION");
});

test("who may open no way into the pod is told which right is missing, and no tunnel is tried", async () => {
	const user = { user: "dev", contextNamespace: "payments" };
	await using company = await openCompany({ columns: 110, rows: 30, namespace: "payments", ...user });
	company.sim.setRules("dev", [
		{ verbs: ["get", "list", "watch"], groups: ["*"], resources: ["pods"], namespace: "payments" },
	]);
	await company.go("pprof");
	await company.shows(/create.*pods\/portforward/);
	expect(company.app.screen()).toMatch(/^pods /m);
	expect(company.sim.requests.filter((request) => request.includes("/portforward"))).toEqual([]);
});
