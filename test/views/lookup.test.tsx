import { expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

test("E shows the events about the object under the cursor, and esc steps back", async () => {
	await using company = await openCompany({ columns: 140, namespace: "payments" });
	const { app } = company;
	await app.press("view.filter");
	await app.type("crashloop");
	await app.press("enter", "row.events");
	await company.shows(/events {2}Pod api-\S+ {2}payments/);
	await company.shows(/BackOff +pod\/api-/);
	await app.press("esc");
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

test("events are those of the object's UID; by name only where they give none, and that is said", async () => {
	await using company = await openCompany({ columns: 160, namespace: "payments" });
	const { app, sim } = company;
	await app.press("view.filter");
	await app.type("crashloop");
	await app.press("enter");
	const name = /^▸(\S+)/m.exec(app.screen())?.[1] ?? "";
	const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	if (pod === undefined) throw new Error(`there is no pod ${name}`);
	const about = (reason: string, object: { readonly name: string; readonly uid?: string }): void => {
		const event = {
			apiVersion: "v1",
			kind: "Event",
			metadata: { name: `${name}.${reason.toLowerCase()}`, namespace: "payments" },
			involvedObject: { kind: "Pod", namespace: "payments", ...object },
			reason,
			type: "Normal",
			message: "for the test",
		};
		sim.store.create(kinds.events, event);
	};
	about("Replaced", { name, uid: "another-pod-of-this-name" });
	about("Longer", { name: `${name}-2`, uid: "another-pod" });
	await app.press("row.events");
	await company.shows(/BackOff +pod\/api-/);
	expect(app.screen()).not.toMatch(/Replaced|Longer|by name/);
	about("Nameless", { name });
	await company.shows("Nameless");
	expect(app.screen()).toContain(`events  Pod ${name}  payments  some by name`);
});

test("ctrl-r lists anew and keeps the rows meanwhile", async () => {
	await using company = await openCompany({ columns: 120, namespace: "search" });
	const { app, sim } = company;
	await company.shows("metrics");
	const lists = (): number => sim.requests.filter((request) => /\/namespaces\/search\/pods\?/.test(request)).length;
	const before = lists();
	const rows = app.screen().match(/Running/g)?.length;
	await app.press("ctrl-r");
	expect(app.screen().match(/Running/g)?.length).toBe(rows);
	await company.shows("watch live");
	expect(lists()).toBeGreaterThan(before);
});
