import { expect, it, vi } from "vitest";
import type { DebugJournal, DebugPodNote } from "../../src/shells/debug-journal.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { type CompanyScreen, type CompanyScreenOptions, openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

const options = { columns: 120, rows: 40, namespace: "payments" } satisfies CompanyScreenOptions;

async function openForm(company: CompanyScreen): Promise<void> {
	const { app } = company;
	await app.press("/");
	await app.type("ledger");
	await app.press("enter", "b");
	await company.shows("Debug payments/ledger-");
	await app.advance(500);
}

/** What was sent to change the cluster. */
function changes({ sim }: CompanyScreen): readonly string[] {
	return sim.requests.filter((request) => /^(POST|PATCH|PUT|DELETE) \S*\/pods/.test(request));
}

it("shows the patch first, says that it stays, waits in sight, and gives the container the terminal", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await openForm(company);
	expect(app.screen()).toContain("▸[ Cancel ]");
	expect(app.screen()).toContain("An ephemeral container cannot be removed");
	expect(app.screen()).toMatch(/profile +baseline +1\/5 +as any container, no right added/);
	expect(app.screen()).toMatch(/ephemeralContainers:[^]*targetContainerName: ledger/);
	expect(app.screen()).not.toContain("securityContext");
	await app.press("tab", "enter");
	await company.shows("ContainerCreating");
	await company.shows("yagura: debug in payments/ledger-");
	await company.shows(/^\/ \$/m);
	await app.type("exit\r");
	await company.shows("watch live");
	await company.shows(/debug in payments\/ledger-\S+ \(debugger-\w{5}\) has ended, exit code 0\./);
	expect(changes(company)).toEqual([expect.stringMatching(/^PATCH \S+\/ephemeralcontainers/)]);
	const pod = sim.store.list(kinds.pods).find(({ spec }) => JSON.stringify(spec).includes("debugger-"));
	expect(pod?.["spec"]).toMatchObject({
		ephemeralContainers: [{ image: "busybox:1.37", command: ["sh"], stdin: true, tty: true }],
	});
});

it("says what the profile may, and why an image does not come; esc leaves it", async () => {
	await using company = await openCompany(options);
	const { app } = company;
	await openForm(company);
	// Back over the fields: target, where, command, profile, image.
	await app.press("shift-tab", "shift-tab", "shift-tab", "shift-tab", "left");
	expect(app.screen()).toMatch(/◂ sysadmin ▸ +5\/5 +PRIVILEGED/);
	expect(app.screen()).toContain("privileged: true");
	await app.press("shift-tab", "ctrl-u");
	expect(app.screen()).toContain("an image is needed");
	await app.type("missing:1");
	await app.press("enter", "enter", "enter", "enter", "enter", "enter");
	await company.shows('ErrImagePull: failed to pull image "missing:1": not found');
	await app.press("esc");
	await company.shows("is left as it is; attach to it with a");
});

it("makes a copy of the pod instead, where that is chosen", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await openForm(company);
	await app.press("shift-tab", "shift-tab", "right");
	expect(app.screen()).toContain("The copy stays until you delete it: ledger-");
	expect(app.screen()).toContain("shareProcessNamespace: true");
	await app.press("tab", "tab", "tab", "enter");
	await company.shows("yagura: debug in payments/ledger-");
	await app.type("\x1dx");
	await company.shows("watch live");
	expect(changes(company)).toEqual([expect.stringMatching(/^POST \S+\/pods/)]);
	const copy = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name.includes("-debugger-"));
	expect(copy?.metadata.labels).toBeUndefined();
});

it("sends nothing when it is given up, when read-only, or before the name is typed in production", async () => {
	await using company = await openCompany({ ...options, production: true });
	const { app } = company;
	await openForm(company);
	await app.press("tab", "enter");
	expect(app.screen()).toMatch(/type ledger-\S+ to go on/);
	await app.press("esc");
	expect(changes(company)).toEqual([]);
	await using watching = await openCompany({ ...options, readOnly: true });
	await watching.app.press("b");
	await watching.shows("b: read-only: nothing is changed");
});

it("asks first whether it may be made: who may neither add a container nor make a copy gets no form", async () => {
	await using company = await openCompany({ ...options, user: "dev", contextNamespace: "payments" });
	const { app, sim } = company;
	const rule = (verbs: readonly string[], resource: string) => {
		return { verbs, groups: ["*"], resources: [resource], namespace: "payments" };
	};
	const look = rule(["get", "list", "watch"], "*");
	sim.setRules("dev", [look]);
	await app.press("b");
	await company.shows("you may not patch pods/ephemeralcontainers in payments");
	expect(app.screen()).not.toContain("Add it");
	sim.setRules("dev", [look, rule(["create"], "pods")]);
	await app.press("b");
	await company.shows("Add it");
	expect(changes(company)).toEqual([]);
});

it("says what the server refuses", async () => {
	await using company = await openCompany(options);
	const { app, sim } = company;
	await openForm(company);
	sim.faults.add({
		action: { do: "status", code: 403, reason: "Forbidden" },
		times: 1,
		matches: (method) => method === "PATCH",
	});
	await app.press("tab", "enter");
	await company.shows("No debug container: fault asked for: 403");
});

it("on a node: a pod of its own with its deadline, shown first; given the terminal, and deleted when that ends", async () => {
	const notes = new Map<string, DebugPodNote>();
	const debugJournal: DebugJournal = {
		add: async (note) => void notes.set(note.pod, note),
		remove: async (pod) => void notes.delete(pod),
		notes: async () => [...notes.values()],
	};
	await using company = await openCompany({ ...options, rows: 50, debugJournal });
	const { app, sim } = company;
	await app.press(":");
	await app.type("nodes");
	await app.press("enter");
	await company.shows("tokyo-a-node-1");
	await app.press("b");
	await company.shows("Debug node tokyo-a-");
	expect(app.screen()).toMatch(/profile +baseline .*an ordinary pod there/);
	expect(app.screen()).not.toContain("host-root");
	await app.press("esc", "s");
	await company.shows("Debug node tokyo-a-");
	expect(app.screen()).toMatch(/profile +general .*its disk at \/host/);
	expect(app.screen()).toMatch(/activeDeadlineSeconds: 900/);
	await app.advance(500);
	await app.press("tab", "enter");
	await company.shows("yagura: debug in yagura-debug/node-debugger-tokyo-a-");
	expect([...notes.values()]).toMatchObject([{ namespace: "yagura-debug", pid: process.pid }]);
	await app.type("exit\r");
	await company.shows("watch live");
	await expect.poll(() => notes.size).toBe(0);
	const [pod] = sim.store.list(kinds.pods).filter(({ metadata }) => metadata.namespace === "yagura-debug");
	expect(pod === undefined || pod.metadata.deletionTimestamp !== undefined).toBe(true);
});
