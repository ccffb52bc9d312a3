import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

test("E shows the events about the object under the cursor, and esc steps back", async () => {
	await using company = await openCompany({ columns: 140, namespace: "payments" });
	const { app } = company;
	await app.press("view.filter");
	await app.type("crashloop");
	await app.press("enter", "row.events");
	await company.shows(/events {2}payments {2}\/pod\/api-\S+/);
	await company.shows(/BackOff +pod\/api-/);
	await app.press("esc", "esc");
	expect(app.screen()).toMatch(/pods {2}payments {2}\/crashloop/);
});

test("c copies the name by a key press and leaves the screen as it is", async () => {
	await using company = await openCompany({ columns: 120, namespace: "search" });
	const { app } = company;
	const name = /^▸(\S+)/m.exec(app.screen())?.[1] ?? "";
	const before = app.bytes;
	await app.press("row.copy");
	expect(app.screen()).toContain(`Copied ${name}`);
	expect(app.bytes - before).toBeGreaterThan(Buffer.from(name).toString("base64").length);
	await app.press("j");
	expect(app.screen()).not.toContain("Copied");
});
