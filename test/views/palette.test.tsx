import { expect, test, vi } from "vitest";
import { messages } from "../../src/text/messages/messages.ts";
import { aliveCommands } from "../../views/commands/catalogue.ts";
import { type CompanyScreen, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

/** What the palette offers for a text, the best first; it stays open and empty. */
async function offered({ app }: CompanyScreen, text: string): Promise<readonly string[]> {
	await app.type(text);
	const lines = app.screen().split("\n");
	const rules = lines.flatMap((line, index) => (line.startsWith("───") ? [index] : []));
	const end = rules.at(-1) ?? 0;
	const first = lines.findLastIndex((line, index) => index < end && line.startsWith("▸ "));
	await app.press("ctrl-u");
	return first < 0 ? [] : lines.slice(first, end).map((line) => line.slice(2).trim());
}

test("kinds, namespaces and commands, exact names first", async () => {
	await using company = await openCompany({ columns: 140, rows: 40 });
	await company.app.press(":");
	const first = async (text: string): Promise<string | undefined> => (await offered(company, text))[0];
	expect(await first("no")).toMatch(/^nodes /);
	expect(await first("ns")).toMatch(/^namespaces /);
	expect(await first("payments")).toMatch(/^payments +namespace/);
	expect(await first("pay")).toMatch(/^payments +namespace/);
	expect(await first("ns pay")).toMatch(/^payments +namespace/);
	expect(await first("ns not-listed")).toMatch(/^not-listed +namespace/);
	expect(await first("pods kube-system")).toMatch(/^pods +po · kube-system/);
	expect(await first("po kube")).toMatch(/^pods +po · kube-/);
	expect(await first("po not-listed")).toMatch(/^pods +po · not-listed/);
	expect(await first("events")).toMatch(/^events +ev/);
	expect(await offered(company, "events")).toContainEqual(expect.stringMatching(/^events +E · Show its events/));
	expect(await first("q")).toMatch(/^leave +ctrl-c · /);
	expect(await first("quit")).toMatch(/^leave /);
	expect(await first("susp")).toMatch(/^suspend /);
	expect(await offered(company, "zzzz")).toEqual([]);
});

test.each(["table", "detail", "help"] as const)("every command alive on a %s is found by its title", async (place) => {
	await using company = await openCompany({ columns: 160, rows: 40 });
	if (place === "detail") await company.app.press("row.yaml");
	if (place === "help") await company.app.press("?");
	await company.app.press(":");
	for (const { id } of aliveCommands(place)) {
		const { title } = messages.commands[id];
		expect(await offered(company, title)).toContainEqual(expect.stringMatching(new RegExp(`^${title}( |$)`)));
	}
});

test("a command is run by name, and says why it cannot be", async () => {
	await using company = await openCompany({ columns: 140 });
	const { app } = company;
	const run = async (text: string): Promise<void> => {
		await app.press(":");
		await app.type(text);
		await app.press("enter");
	};
	await run("by restarts");
	expect(app.screen()).toContain("RESTARTS↓");
	await run("all keys");
	expect(app.screen()).toMatch(/^help /m);
	await app.press("esc");
	await run("suspend");
	expect(app.screen()).toContain("suspend: no shell is there to come back from");
	await run("describe");
	await company.shows(/describe {2}Pod/);
});
