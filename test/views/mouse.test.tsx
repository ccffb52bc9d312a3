import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

/** The left button, pressed on a line of the screen, counted from 1. */
const click = (line: number): string => `\u001b[<0;5;${line}M`;

test("a click chooses a row, a second one opens it, and the wheel moves on", async () => {
	await using company = await openCompany({ columns: 120 });
	const { app } = company;
	const lines = app.screen().split("\n");
	const name = lines[6]?.trim().split(/\s+/)[1] ?? "";
	await app.type(click(7));
	expect(app.screen().split("\n")[6]).toMatch(/^▸/);
	await app.type("\u001b[<65;5;7M");
	expect(app.screen().split("\n")[9]).toMatch(/^▸/);
	await app.type(click(7) + click(7));
	await company.shows(`containers  Pod ${name}`);
});

test("a click that opens nothing says why, as the key does", async () => {
	await using company = await openCompany({ columns: 120, resource: "events" });
	const { app } = company;
	await app.type(click(5) + click(5));
	const said = app.screen().split("\n").at(-1);
	expect(said).toMatch(/^enter: /);
	await app.press("enter");
	expect(app.screen().split("\n").at(-1)).toBe(said);
});
