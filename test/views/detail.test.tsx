import { expect, test, vi } from "vitest";
import { kinds } from "../../src/sim/world/kinds.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

test("y shows the object as YAML; search, wrap and esc", async () => {
	await using company = await openCompany({ columns: 100, namespace: "search" });
	const { app } = company;
	await app.press("row.yaml");
	await company.shows(/yaml {2}Pod search\/\S+ /);
	await company.shows("apiVersion: v1");
	await app.press("/");
	await app.type("containerstatuses");
	expect(app.screen()).toMatch(/\/containerstatuses 1 of \d/);
	await app.press("enter");
	expect(app.screen()).toMatch(/^▸ +containerStatuses:/m);
	await app.press("esc");
	expect(app.screen()).not.toMatch(/^▸/m);
	await app.press("g");
	expect(app.screen()).toContain("apiVersion: v1");
	await app.press("esc");
	await company.shows(/pods {2}search/);
});

test("d describes: identity, containers with states, conditions, events newest first", async () => {
	await using company = await openCompany({ columns: 120, rows: 70, namespace: "payments" });
	const { app } = company;
	await app.press("view.filter");
	await app.type("crashloop");
	await app.press("enter", "row.describe");
	await company.shows("describe  Pod payments/api-");
	await company.shows(/Last state +Error, exit code 1, ended 2/);
	const screen = app.screen();
	for (const part of [
		/Name +api-/,
		/Owner +ReplicaSet api-/,
		/State +Waiting: CrashLoopBackOff/,
		/Labels/,
		/Ready +False/,
	])
		expect(screen).toMatch(part);
	expect(screen).toMatch(/Events\n +\d+[sm]\S* +Warning +BackOff/);
});

test("the YAML of a secret holds none of its values", async () => {
	await using company = await openCompany({ columns: 140, rows: 50 });
	const { app } = company;
	const [secret] = company.sim.store.list(kinds.secrets);
	const { password = "" } = (secret?.["data"] ?? {}) as Readonly<Record<string, string>>;
	const values = [password, Buffer.from(password, "base64").toString()];
	expect(password).not.toBe("");
	await company.shows("v1.36.3");
	await app.press("view.palette");
	await app.type("secrets");
	await app.press("enter");
	await company.shows(/secrets {2}all namespaces/);
	await company.shows("watch live");
	for (const key of ["row.yaml", "esc", "row.describe"]) {
		await app.press(key);
		if (key !== "esc") await company.shows(/•••••• \(\d+ bytes\)/);
		for (const value of values) expect(app.screen()).not.toContain(value);
	}
});

test("says when the object has changed since, and when it is gone; ctrl-r reads it again", async () => {
	await using company = await openCompany({ columns: 120, namespace: "search" });
	const { app, sim } = company;
	await app.press("row.yaml");
	await company.shows("apiVersion: v1");
	const name = /Pod search\/(\S+)/.exec(app.screen())?.[1] ?? "";
	const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === name);
	if (pod === undefined) throw new Error(`there is no pod ${name}`);
	const changed = { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, changed: "yes" } } };
	sim.store.update(kinds.pods, changed);
	await company.shows("changed since");
	expect(app.screen()).not.toContain("changed: yes");
	await app.press("detail.reload");
	await company.shows("changed: yes");
	expect(app.screen()).not.toContain("changed since");
	sim.store.delete(kinds.pods, "search", name);
	await company.shows("GONE from the cluster");
	expect(app.screen()).toContain("apiVersion: v1");
});

test("a container shows its pod; what may not be read says why", async () => {
	await using company = await openCompany({
		columns: 120,
		user: "dev",
		contextNamespace: "payments",
		namespace: "payments",
	});
	const { app, sim } = company;
	await app.press("row.open");
	await company.shows("containers  Pod");
	await app.press("row.yaml");
	await company.shows(/yaml {2}Pod payments\/\S+/);
	await company.shows("kind: Pod");
	await app.press("esc", "esc");
	sim.setRules("dev", [{ verbs: ["list", "watch"], groups: ["*"], resources: ["*"], namespace: "payments" }]);
	await app.press("row.yaml");
	await company.shows("It could not be read.");
	expect(app.screen()).toMatch(/cannot get resource "pods"/);
});
