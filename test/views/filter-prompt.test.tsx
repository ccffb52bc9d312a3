import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const bottom = (screen: string): string => screen.split("\n").at(-1) ?? "";
const title = (screen: string): string => screen.split("\n")[1] ?? "";

test("a wrong filter says so beside it, the last good one stays in force and that is said; enter does not leave it", async () => {
	await using company = await openCompany({ columns: 120 });
	const { app } = company;
	await app.press("/");
	expect(bottom(app.screen())).toMatch(/^\/ words {2}!not {2}~fuzzy/);
	await app.type("payments");
	await app.type(" (");
	expect(title(app.screen())).toMatch(/pods {2}all namespaces {2}\/payments {2}▲ the last good filter/);
	expect(bottom(app.screen())).toMatch(/^\/payments \( +✖ this \( is not closed/);
	await app.press("enter");
	expect(bottom(app.screen())).toContain("✖ this ( is not closed");
	await app.press("left");
	await app.type("!");
	await app.press("right", "backspace");
	await app.type("running");
	await app.press("home", "delete", "delete", "delete", "delete", "delete", "delete", "delete", "delete", "enter");
	expect(title(app.screen())).toMatch(/pods {2}all namespaces {2}\/!running {2}/);
	expect(app.screen()).not.toContain("✖ this");
});

test("up and down step through the filters of the session", async () => {
	await using company = await openCompany({ columns: 120 });
	const { app } = company;
	for (const filter of ["payments", "crash"]) {
		await app.press("/", "ctrl-u");
		await app.type(filter);
		await app.press("enter");
	}
	await app.press("/", "ctrl-u");
	await app.type("dra");
	await app.press("up", "up");
	expect(bottom(app.screen())).toMatch(/^\/payments\s*$/);
	expect(title(app.screen())).toContain("/payments");
	await app.press("down", "down");
	expect(bottom(app.screen())).toMatch(/^\/dra\s*$/);
});

test("a text longer than the screen scrolls, wide characters too, and the terminal's cursor is where one types", async () => {
	await using company = await openCompany({ columns: 60, rows: 15 });
	const { app } = company;
	await app.press("/");
	await app.type("\x1b[200~".concat("東京タワー".repeat(10), "\x1b[201~"));
	expect(bottom(app.screen())).toMatch(/^\/….*タワー\s*$/);
	expect(app.emulator.cursor()).toMatchObject({ column: 58, row: 14, visible: true });
	await app.press("home");
	expect(bottom(app.screen())).toMatch(/^\/東京.*…$/);
	expect(app.emulator.cursor()).toMatchObject({ column: 1, row: 14 });
	await app.resize(40, 8);
	expect(bottom(app.screen())).toMatch(/^\/東京.*…$/);
});
