import { expect, it } from "vitest";
import { createPlugins, type Plugins } from "../../src/cli/plugins.ts";
import type { PluginApprovals } from "../../src/config/plugin-approvals.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openCompany } from "../support/company-screen.ts";

const plugin = { path: "/usr/bin/gke-auth", args: ["get-token"], userName: "alice" };

function pluginsOf(): { readonly plugins: Plugins; readonly given: string[] } {
	const given: string[] = [];
	const approvals: PluginApprovals = { look: async () => "none", give: async ({ path }) => void given.push(path) };
	return { plugins: createPlugins(approvals, false), given };
}

it("a plugin is shown with what it is run with; no is the answer of who only presses enter", async () => {
	const { plugins, given } = pluginsOf();
	await using company = await openCompany({ plugins });
	const answer = plugins.exec.approve?.(plugin);
	await company.shows("Run this program to sign in to company?");
	expect(company.app.screen()).toMatch(/program +\/usr\/bin\/gke-auth[^]*arguments +get-token[^]*user +alice/);
	await company.app.advance(600);
	await company.app.press("enter");
	expect(await answer).toBe(false);
	expect(given).toEqual([]);
});

it("a plugin that is let run is remembered; keys typed before the question could be read are no answer", async () => {
	const { plugins, given } = pluginsOf();
	await using company = await openCompany({ plugins });
	const answer = plugins.exec.approve?.(plugin);
	await company.shows("Run this program");
	await company.app.press("tab", "enter");
	expect(company.app.screen()).toContain("▸[ No ]");
	await company.app.advance(600);
	await company.app.press("tab", "enter");
	expect(await answer).toBe(true);
	expect(given).toEqual(["/usr/bin/gke-auth"]);
});

it("a question waits for the dialog that is open, and is no once the screen is gone", async () => {
	const { plugins } = pluginsOf();
	const company = await openCompany({ plugins });
	await company.app.press(".");
	const answer = plugins.exec.approve?.(plugin);
	await company.app.advance(100);
	expect(company.app.screen()).toContain("Actions");
	await company.app.press("esc");
	await company.shows("Run this program");
	await company[Symbol.asyncDispose]();
	expect(await answer).toBe(false);
});

it("two that ask at once are asked about one after the other", async () => {
	const { plugins, given } = pluginsOf();
	await using company = await openCompany({ plugins });
	await company.app.press(".");
	const answers = ["/bin/one", "/bin/two"].map(async (path) => await plugins.exec.approve?.({ ...plugin, path }));
	await company.app.advance(100);
	await company.app.press("esc");
	for (const path of ["/bin/one", "/bin/two"]) {
		await company.shows(path);
		await company.app.advance(600);
		await company.app.press("tab", "enter");
	}
	expect(await Promise.all(answers)).toEqual([true, true]);
	expect(given).toEqual(["/bin/one", "/bin/two"]);
});

it("the terminal is lent only to whom the user gives it, and taken back whatever becomes of it", async () => {
	const { plugins } = pluginsOf();
	await using company = await openCompany({ plugins });
	const before = company.app.screen();
	let suspended = false;
	const lent = plugins.exec
		.interaction?.(plugin, safeText("ended with exit code 1"), async () => {
			suspended = company.app.terminal.suspended.get();
			throw new Error("a bug in between");
		})
		.catch((problem: unknown) => String(problem));
	await company.shows(/Give the terminal[^]*exit code 1/);
	await company.app.advance(600);
	await company.app.press("tab", "enter");
	// The terminal was asked for its background and does not answer: so long it may still do so.
	await company.app.advance(250);
	expect(await lent).toContain("a bug in between");
	expect(suspended).toBe(true);
	expect(company.app.terminal.suspended.get()).toBe(false);
	await company.app.advance(200);
	expect(company.app.screen().split("\n")[1]).toBe(before.split("\n")[1]);
	const refused = plugins.exec.interaction?.(plugin, undefined, async () => "never");
	await company.shows("Give the terminal");
	await company.app.press("esc");
	expect(await refused).toBeUndefined();
});

it("what a plugin says stands on the screen while it runs, and keys go on working", async () => {
	const { plugins } = pluginsOf();
	await using company = await openCompany({ plugins });
	const follower = plugins.exec.follow?.(plugin);
	follower?.tell(safeText("open https://login.example and enter ABCD-1234"));
	await company.shows("enter ABCD-1234");
	await company.app.press("j");
	expect(company.app.screen()).toContain("enter ABCD-1234");
	follower?.[Symbol.dispose]();
	await company.app.advance(100);
	expect(company.app.screen()).not.toContain("ABCD-1234");
});
