import { describe, expect, test, vi } from "vitest";
import { prepareFault } from "../../src/sim/faults/named-faults.ts";
import { type FaultName, faultMessages } from "../../src/text/messages/faults.ts";
import { openCompany } from "../support/company-screen.ts";
import { faultTable } from "../support/fault-table.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Names of the pods on the screen. */
function names(screen: string): readonly string[] {
	const rows = screen.split("\n").filter((line) => /\d\/\d/.test(line));
	return rows.map((row) => row.replace(/^\W+/, "").split(" ")[0] ?? "");
}

const faults = Object.keys(faultMessages) as FaultName[];

describe.each(faults)("%s", (name) => {
	const { says, neverSays, heals = /● watch live/, tls = false } = faultTable[name];

	test(`${faultMessages[name]}: the screen says so, keeps its rows, and heals`, async () => {
		const hurtsOne = faultMessages[name].includes("default/victim");
		await using company = await openCompany({
			columns: 120,
			rows: 18,
			namespace: hurtsOne ? "default" : "payments",
			pastMs: 0,
			tls,
			prepare: (sim) => void prepareFault(sim, name),
		});
		const { app, sim } = company;
		await company.shows(/metrics \d+s/);
		const before = names(app.screen());
		expect(before.length).toBeGreaterThan(0);
		const fault = prepareFault(sim, name);
		fault.on();
		for (const text of says) await company.shows(text);
		expect(names(app.screen())).toEqual(expect.arrayContaining([...before]));
		if (neverSays !== undefined) expect(app.screen()).not.toMatch(neverSays);
		fault.off();
		await company.shows(heals);
		await company.shows("● watch live");
	});
});
