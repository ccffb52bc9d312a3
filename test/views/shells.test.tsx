import { expect, it, vi } from "vitest";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 120, rows: 30, namespace: "payments" } satisfies CompanyScreenOptions;

/** Put the cursor on the one pod that a filter leaves. */
async function choose({ app }: CompanyScreen, filter: string): Promise<void> {
	await app.press("/");
	await app.type(filter);
	await app.press("enter");
}

/** Open a shell in the first container of the pod under the cursor. */
async function openShell(company: CompanyScreen): Promise<void> {
	await company.app.press("s");
	await company.shows("Shell in which container of payments/ledger-");
	await company.app.advance(500);
	await company.app.press("enter");
	await company.shows(/^\/ \$/m);
}

/** Leave the shell that has the terminal, with a key that is its own. */
async function leave(company: CompanyScreen, letter: "d" | "x", says: string | RegExp): Promise<void> {
	await company.app.type(`\x1d${letter}`);
	await company.shows("watch live");
	await company.shows(says);
}

it("opens a shell, says how to leave it, hands over every key, and says the exit code", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await choose(company, "ledger");
	await openShell(company);
	await company.shows(/yagura: shell in payments\/ledger-\S+ \(ledger\) · ctrl-\] d leaves it running/);
	await app.type("stty size\r");
	await company.shows("30 120");
	await app.type("exit 3\r");
	await company.shows(/shell in payments\/ledger-\S+ \(ledger\) has ended, exit code 3\./);
	await company.shows("watch live");
	expect(app.terminal.suspended.get()).toBe(false);
});

it("leaves it running and comes back to it; leaving the program asks", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await choose(company, "ledger");
	await openShell(company);
	await leave(company, "d", ":sessions leads back");
	await app.press(":");
	await app.type("sessions");
	await app.press("enter");
	await company.shows(/shell-1 +payments\/ledger-\S+ \(ledger\) +open/);
	await app.press("enter");
	await company.shows(/ctrl-\] x ends it[^]*ctrl-\] x ends it[^]*\$/);
	await app.type("echo again\r");
	await company.shows(/^again/m);
	await leave(company, "d", ":sessions leads back");
	await app.press("ctrl-c");
	await company.shows("One thing still runs. Leave all the same?");
	await company.shows(/still runs +shell in payments\/ledger-\S+ \(ledger\)/);
	await app.press("esc");
	await app.press("x");
	await company.shows("End shell-1?");
	await app.advance(500);
	await app.press("tab", "enter");
	await company.shows(/shell-1 +payments\/ledger-\S+ \(ledger\) +closed/);
	await app.press("x");
	await company.shows(/shell-1 .* off the list/);
});

it("says where there is no shell, and remembers the container that was chosen for the pods of one owner", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await choose(company, "ledger");
	await app.press("s");
	await company.shows("Shell in which container of payments/ledger-");
	await app.advance(500);
	await app.press("down", "enter");
	await company.shows(/Debug payments\/ledger-\S+[^]*The image of mesh has no shell/);
	expect(app.screen()).toMatch(/target +mesh +2\/3/);
	expect(app.screen()).toContain("▸[ Cancel ]");
	expect(app.terminal.suspended.get()).toBe(false);
	await app.advance(500);
	await app.press("esc");
	await openShell(company);
	await leave(company, "x", "you ended the connection");
	await app.press("j", "a");
	await company.shows("Attach in which container of payments/ledger-");
	expect(app.screen()).toMatch(/▸ ledger /);
});

it("who may not add a debug container is told so where there is no shell", async () => {
	await using company = await openCompany({ ...options, user: "dev", contextNamespace: "payments" });
	const { app, sim } = company;
	const inPayments = { groups: ["*"], namespace: "payments" };
	sim.setRules("dev", [
		{ ...inPayments, verbs: ["get", "list", "watch"], resources: ["pods"] },
		{ ...inPayments, verbs: ["get", "create"], resources: ["pods/exec"] },
	]);
	await choose(company, "ledger");
	await app.press("s");
	await company.shows("Shell in which container of payments/ledger-");
	await app.advance(500);
	await app.press("down", "enter");
	await company.shows(
		/no shell in payments\/ledger\S+ \(mesh\)\. A debug container would bring it, but you may not patch/,
	);
	expect(app.screen()).toContain("watch live");
	expect(app.screen()).not.toContain("Debug payments");
});

it("read-only says so and sends nothing", async () => {
	await using company = await openCompany({ ...options, readOnly: true });
	const before = company.sim.requests.length;
	await company.app.press("s");
	await company.shows("s: read-only: nothing is run in the cluster");
	await company.app.press("a");
	await company.shows("a: read-only: nothing is run in the cluster");
	expect(company.sim.requests.slice(before).filter((request) => /exec|attach/.test(request))).toEqual([]);
});

it("in production the pod's name has to be typed", async () => {
	await using company = await openCompany({ ...options, production: true });
	const { app, sim } = company;
	await choose(company, "ledger");
	const name = /^▸(\S+)/m.exec(app.screen())?.[1] ?? "";
	await app.press("s");
	await company.shows(/Shell in payments\/ledger-\S+\? +PRODUCTION/);
	await app.advance(500);
	await app.press("enter", "enter");
	await company.shows(`type ${name} to go on`);
	expect(sim.requests.filter((request) => request.includes("/exec"))).toEqual([]);
	await app.press("shift-tab", "shift-tab");
	await app.type(name);
	await app.press("enter", "enter");
	await company.shows(/^\/ \$/m);
	await leave(company, "x", "you ended the connection");
});

it("attaches with what the container has, and says what it has not", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await choose(company, "ledger");
	await app.press("a");
	await company.shows("Attach in which container");
	await app.advance(500);
	await app.press("enter");
	await company.shows("It reads nothing and has no terminal");
	await app.type("\x03");
	await company.shows("watch live");
	await company.shows(/attach in payments\/ledger-\S+ \(ledger\): you ended the connection\./);
});

it("copies files by the container's own tar, and offers the debug container where there is none", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await choose(company, "ledger");
	await app.press(".");
	await company.shows("Copy files from or to a container");
	await app.press("f");
	await company.shows(/Copy files from or to payments\/ledger-/);
	await app.advance(500);
	await app.press("ctrl-u");
	await app.type("/etc/hosts");
	expect(app.screen()).toContain("/etc/hosts comes into the folder /");
	await app.press("enter", "enter", "enter");
	await company.shows(/Debug payments\/ledger-\S+[^]*The image of ledger has no tar/);
	expect(app.screen()).toContain("Copy from or to it then: /proc/1/root is what ledger sees.");
	expect(app.screen()).toMatch(/profile +general +3\/5/);
	expect(app.screen()).toMatch(/target +ledger +1\/3/);
});

it("who may not run anything there is told which verb is missing", async () => {
	const user = { user: "dev", contextNamespace: "payments" };
	await using company = await openCompany({ ...options, ...user });
	company.sim.setRules("dev", [
		{ verbs: ["get", "list", "watch"], groups: ["*"], resources: ["pods"], namespace: "payments" },
	]);
	await choose(company, "ledger");
	await company.app.press("s");
	await company.shows("Shell in which container");
	await company.app.advance(500);
	await company.app.press("enter");
	await company.shows(/create.*pods\/exec/);
});
