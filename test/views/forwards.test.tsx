import { expect, it, vi } from "vitest";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 160, rows: 30, namespace: "payments" } satisfies CompanyScreenOptions;

/** Open the form on the first pod that a filter leaves. */
async function openForm(company: CompanyScreen, filter = "ledger"): Promise<void> {
	const { app } = company;
	await app.press("/");
	await app.type(filter);
	await app.press("enter");
	await app.press("F");
	await company.shows("Forward to payments/pods/ledger-");
	await app.advance(500);
}

/** Forward a free port to it. */
async function forward(company: CompanyScreen): Promise<void> {
	await openForm(company);
	for (let key = 0; key < 12; key++) await company.app.press("backspace");
	await company.app.type("0:8080");
	await company.app.press("tab", "tab", "tab", "enter");
	await company.shows(/127\.0\.0\.1:\d+ leads to payments\/pods\/ledger-\S+:8080; :forwards lists it/);
}

async function openForwards(company: CompanyScreen): Promise<void> {
	await company.app.press(":");
	await company.app.type("forwards");
	await company.app.press("enter");
	await company.shows(/^forwards/m);
}

it("asks for the ports, with those of the spec at hand, says what will be, and does it", async () => {
	await using company = await openCompany(options);
	await openForm(company);
	await company.shows(/it offers +\d+/);
	await company.shows(/127\.0\.0\.1:\d+ will lead to payments\/pods\/ledger-\S+, port \d+/);
	for (let key = 0; key < 12; key++) await company.app.press("backspace");
	await company.shows(/which ports/);
	await company.app.type("0:8080");
	await company.shows(/a free port will lead to payments\/pods\/ledger-\S+, port 8080/);
	await company.app.press("tab", "tab", "tab", "enter");
	await company.shows(/127\.0\.0\.1:\d+ leads to payments\/pods\/ledger-\S+:8080; :forwards lists it/);
});

it("lists them with where they lead; its forwards of a row are those alone", async () => {
	await using company = await openCompany(options);
	await forward(company);
	await company.app.press("f");
	await company.shows(/^forwards {2}to ledger-/m);
	await company.shows(/forward-1 +payments\/pods\/ledger-\S+:8080 .*127\.0\.0\.1:\d+ +listening/);
});

it("nothing is forwarded to what leads to no pods, nor read-only", async () => {
	await using company = await openCompany({ ...options, resource: "secrets" });
	await company.app.press("F");
	await company.shows("this needs a pod, a service or a workload");
	await using readOnly = await openCompany({ ...options, readOnly: true });
	await readOnly.app.press("F");
	await readOnly.shows("read-only: nothing is forwarded into the cluster");
	expect(readOnly.sim.requests.some((request) => request.includes("portforward"))).toBe(false);
});

it("to let others in is asked about once more", async () => {
	await using company = await openCompany(options);
	await openForm(company);
	await company.app.press("tab", "right");
	await company.shows("whoever reaches this machine reaches the pod");
	await company.app.press("tab", "tab", "enter");
	await company.shows("Let others in?");
	await company.app.advance(500);
	await company.app.press("enter");
	await openForwards(company);
	await company.shows("There are no port-forwards.");
});

it("leaving asks while one is up; x stops it", async () => {
	await using company = await openCompany(options);
	await forward(company);
	await company.app.press("ctrl-c");
	await company.shows("One thing still runs. Leave all the same?");
	await company.shows(/127\.0\.0\.1:\d+ -> payments\/pods\/ledger-/);
	await company.app.press("esc");
	await openForwards(company);
	await company.app.press("x");
	await company.shows(/forward-1 .* stopped .* off the list/);
});

it.each([
	["leads to its page where the terminal knows links, on the bar and off it", { TERM: "xterm-kitty" }, true],
	["is only text where it may know none", { TERM: "xterm-256color" }, false],
])("its local address %s", async (_what, env, linked) => {
	await using company = await openCompany({ ...options, env });
	await forward(company);
	await openForwards(company);
	await company.shows("listening");
	const [address = ""] = /127\.0\.0\.1:\d+/.exec(company.app.screen()) ?? [];
	const id = `yagura-${address.split(":")[1]}`;
	const links = linked ? [{ text: address, uri: `http://${address}/`, id }] : [];
	expect(company.app.emulator.links()).toEqual(links);
	await company.app.press("x");
	await company.shows("off the list");
	expect(company.app.emulator.links()).toEqual([]);
});
