import { expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 110, namespace: "search" } as const;

/** Names of the rows with the mark's glyph. */
function markedOn(screen: string): readonly string[] {
	return [...screen.matchAll(/^✓(\S+)/gm)].map(([, name]) => name ?? "");
}

/** Names of the rows, in order; the gutter is not part of them. */
function namesOn(screen: string): readonly string[] {
	return [...screen.matchAll(/^[ ▸✓](\S+) +\d+\/\d+ /gm)].map(([, name]) => name ?? "");
}

test("space marks the row and moves on; the title counts; esc takes the marks away before the filter", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	const names = namesOn(app.screen());
	await app.press("space", "j", "space");
	expect(markedOn(app.screen())).toEqual([names[0], names[2]]);
	expect(app.screen()).toContain("2 marked");
	await app.press("/");
	await app.type(`!${names[0]}`);
	await app.press("enter");
	expect(app.screen()).toContain("2 marked, 1 hidden by the filter");
	await app.press("esc");
	expect(app.screen()).not.toContain("marked");
	expect(app.screen()).toContain(`/!${names[0]}`);
	await app.press("esc");
	expect(app.screen()).not.toContain(`/!${names[0]}`);
});

test("a row is unmarked by space on it, under the cursor as elsewhere", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await app.press("space", "k");
	expect(app.screen()).toMatch(/^✓/m);
	await app.press("space");
	expect(app.screen()).not.toContain("marked");
});

test.each(["V", "ctrl-space"])("%s marks from the last mark to the cursor", async (key) => {
	await using company = await openCompany(options);
	const { app } = company;
	const names = namesOn(app.screen());
	await app.press(key);
	expect(app.screen()).toContain(`${key}: no range begins here; space marks its first row`);
	await app.press("j", "space", "j", "j", key, "g");
	expect(markedOn(app.screen())).toEqual(names.slice(1, 5));
});

test("marks go with their rows through a sort", async () => {
	await using company = await openCompany({ ...options, rows: 60 });
	const { app } = company;
	await app.press("space", "space");
	const before = markedOn(app.screen());
	await app.press("sort.name", "sort.cpu");
	const after = markedOn(app.screen());
	expect(before).toHaveLength(2);
	expect(after.toSorted()).toEqual(before.toSorted());
});

test("c copies the names of all marked rows, one a line", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	const names = namesOn(app.screen());
	const written = vi.spyOn(app.terminal, "copy");
	await app.press("space", "space", "c");
	expect(written).toHaveBeenLastCalledWith(`${names[0]}\n${names[1]}`);
	expect(app.screen()).toContain("Copied 2 names, one a line");
	await app.press("esc", "c");
	expect(written).toHaveBeenLastCalledWith(names[2]);
});

test("a marked row that vanishes stays counted as gone; another of its name is not marked", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	const [name = ""] = namesOn(app.screen());
	await app.press("space");
	const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	if (pod === undefined) throw new Error(`there is no pod ${name}`);
	sim.store.delete(kinds.pods, "search", name);
	await company.shows("1 marked, 1 gone");
	const { resourceVersion: _version, uid: _uid, ...metadata } = pod.metadata;
	sim.store.create(kinds.pods, { ...pod, metadata });
	await app.advance(2_000);
	expect(namesOn(app.screen())).toContain(name);
	expect(markedOn(app.screen())).toEqual([]);
	expect(app.screen()).toContain("1 marked, 1 gone");
});

test("without colour the mark is as plain", async () => {
	await using company = await openCompany({ ...options, env: { TERM: "xterm-256color", NO_COLOR: "1" } });
	await company.app.press("space");
	expect(markedOn(company.app.screen())).toHaveLength(1);
});
