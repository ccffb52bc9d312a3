import { expect, it, vi } from "vitest";
import type { Clock } from "../../src/base/clock.ts";
import { fail, ok } from "../../src/base/result.ts";
import type { Contexts } from "../../src/cli/connection.ts";
import { kubeconfigFailure } from "../../src/kube/kubeconfig/kubeconfig-failure.ts";
import type { ContextSummary } from "../../src/kube/kubeconfig/list-contexts.ts";
import { demoScenario } from "../../src/sim/scenario/demo/demo.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { type CompanyScreen, connect, openCompany } from "../support/company-screen.ts";
import type { ManualClock } from "../support/manual-clock.ts";

const summary = (name: string, more: Partial<ContextSummary> = {}): ContextSummary => ({
	name,
	cluster: name,
	server: "127.0.0.1:6443",
	user: "yuki",
	namespace: "",
	problem: undefined,
	...more,
});

interface Two extends AsyncDisposable {
	readonly screen: CompanyScreen;
	/** Timers of what was opened on `osaka`. */
	readonly timers: { waiting: number };
	readonly osaka: Sim;
}

/** A clock that counts its own timers. */
function counting(clock: Clock, timers: { waiting: number }): Clock {
	return {
		now: () => clock.now(),
		monotonic: () => clock.monotonic(),
		after(delayMs, callback) {
			timers.waiting++;
			let open = true;
			const end = (): void => {
				if (open) timers.waiting--;
				open = false;
			};
			const timer = clock.after(delayMs, () => {
				end();
				callback();
			});
			return {
				cancel() {
					end();
					timer.cancel();
				},
			};
		},
	};
}

/** The screen on context `company`, from which there is a way to `osaka` and back, and none to `broken`. */
async function openTwo(): Promise<Two> {
	let osaka: Sim | undefined;
	const timers = { waiting: 0 };
	const contexts = (clock: ManualClock): Contexts => ({
		list: async () =>
			ok([
				summary("broken", { problem: safeText("user “nobody”: cannot read /x/key: no such file") }),
				summary("company"),
				summary("osaka", { namespace: "search" }),
			]),
		async connect(context) {
			if (context === "broken") return fail(kubeconfigFailure("unusable", "no such file"));
			if (context === "company") return ok(connect(screen.sim, clock, { context }));
			osaka ??= await startSim({ clock, seed: context, scenario: demoScenario({ pastMs: 0 }) });
			return ok(connect(osaka, counting(clock, timers), { context, production: true }));
		},
		isProduction: (context) => context === "osaka",
	});
	const screen: CompanyScreen = await openCompany({ contexts, columns: 120, context: "company" });
	return {
		screen,
		timers,
		get osaka() {
			return osaka as Sim;
		},
		async [Symbol.asyncDispose]() {
			await screen[Symbol.asyncDispose]();
			await osaka?.[Symbol.asyncDispose]();
		},
	};
}

async function palette({ app }: CompanyScreen, text: string): Promise<void> {
	await app.press(":");
	await app.type(text);
	await app.press("enter");
}

it("lists every context: the open one, production, and what is wrong", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await palette(screen, "ctx");
	await screen.shows("contexts");
	const text = screen.app.screen();
	expect(text).toMatch(/CURRENT +NAME/);
	expect(text).toMatch(/ {2}broken .*cannot read \/x\/key/);
	expect(text).toMatch(/▸\* +company /);
	expect(text).toMatch(/osaka +PRODUCTION/);
	expect(text).toMatch(/enter.*switch/);
	await screen.app.press("/");
	await screen.app.type("osa");
	await screen.app.press("enter");
	await screen.shows("1 of 3");
});

it("enters another cluster on the same kind, and nothing of the one before is left", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await palette(screen, "deploy");
	await screen.shows(/deployments .*[^]*watch live|watch live[^]*deployments/);
	expect(screen.sim.connections).toBeGreaterThan(0);
	await palette(screen, "ctx osaka");
	await screen.shows(/osaka +PRODUCTION[^]*watch live[^]*deployments/);
	// Closed, not merely idle: no socket, and no watch that would open one.
	await screen.app.advance(1_000);
	expect(screen.sim.connections).toBe(0);
	expect(two.osaka.connections).toBeGreaterThan(0);
	const before = screen.sim.requests.length;
	expect(two.timers.waiting).toBeGreaterThan(0);
	await palette(screen, "ctx company");
	await screen.shows(/company [^]*watch live[^]*deployments/);
	await screen.app.advance(1_000);
	expect(two.osaka.connections).toBe(0);
	expect(two.timers.waiting).toBe(0);
	expect(screen.sim.requests.length).toBeGreaterThan(before);
});

it("makes only the last of several switches that were asked for at once", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await screen.app.type(":ctx osaka\r:ctx company\r");
	await screen.shows(/company [^]*watch live/);
	await screen.app.advance(1_000);
	expect(two.timers.waiting).toBe(0);
	expect(screen.app.screen()).not.toContain("osaka");
});

/** Forward a free port to a pod, and open the list of forwards. */
async function forward({ app, shows }: CompanyScreen): Promise<void> {
	await app.press("/");
	await app.type("ledger");
	await app.press("enter");
	await app.press("F");
	await shows("Forward to payments/pods/ledger-");
	await app.advance(500);
	for (let key = 0; key < 12; key++) await app.press("backspace");
	await app.type("0:8080");
	await app.press("tab", "tab", "tab", "enter");
	await shows(":forwards lists it");
	await app.press(":");
	await app.type("forwards");
	await app.press("enter");
	await shows(/127\.0\.0\.1:\d+ +listening/);
}

it("forwards go on when another cluster is entered, with their context beside them, and with them what they need", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await forward(screen);
	const [address = ""] = /127\.0\.0\.1:\d+/.exec(screen.app.screen()) ?? [];
	expect(screen.app.screen()).not.toContain("CONTEXT");
	const { connections } = screen.sim;
	await palette(screen, "ctx osaka");
	await screen.shows("A port-forward into company goes on; :forwards lists it");
	await screen.shows(/osaka +PRODUCTION[^]*watch live/);
	expect((await fetch(`http://${address}/`)).status).toBe(200);
	// Only the watch of the pods that the forward may need, and its tunnel.
	await vi.waitFor(() => expect(screen.sim.connections).toBeLessThan(connections), { timeout: 10_000 });
	expect(screen.sim.connections).toBeGreaterThan(0);
	await palette(screen, "forwards");
	await screen.shows(/CONTEXT[^]*forward-1 +company +payments\/pods\/le.*:8080 .*listening/);
	await screen.app.press("ctrl-c");
	await screen.shows(/127\.0\.0\.1:\d+ -> payments\/pods\/ledger-\S+ \(company\)/);
	await screen.app.press("esc", "x");
	await screen.shows(new RegExp(`forward-1 .*${address.replaceAll(".", "\\.")} +stopped .*off the list`));
	await expect(fetch(`http://${address}/`)).rejects.toThrow("fetch failed");
	await vi.waitFor(() => expect(screen.sim.connections).toBe(0), { timeout: 10_000 });
});

it("asks before shells end because another cluster is entered", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await screen.app.press("/");
	await screen.app.type("ledger");
	await screen.app.press("enter", "s");
	await screen.shows("Shell in which container");
	await screen.app.advance(500);
	await screen.app.press("enter");
	await screen.shows(/^\/ \$/m);
	await screen.app.type("\x1dd");
	await screen.shows(":sessions leads back");
	await palette(screen, "ctx osaka");
	await screen.shows("One session still runs here. Switch to osaka all the same?");
	await screen.shows(/still runs +shell in payments\/ledger-/);
	await screen.app.press("esc");
	await screen.shows(/^company .*watch live/m);
	await palette(screen, "ctx osaka");
	await screen.shows("Switch to osaka all the same?");
	await screen.app.advance(500);
	await screen.app.press("tab", "enter");
	await screen.shows(/osaka +PRODUCTION[^]*watch live/);
});

it("asks for the name where the context is production", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await palette(screen, "ctx osaka");
	await screen.shows(/osaka +PRODUCTION[^]*watch live/);
	await screen.app.press(".");
	await screen.shows("Delete it; asks first");
	await screen.app.press("d");
	await screen.shows("its name:");
});

it("stays where it is, and says why, when a context cannot be used", async () => {
	await using two = await openTwo();
	const { screen } = two;
	await palette(screen, "ctx broken");
	await screen.shows("Still here; broken cannot be used: no such file");
	expect(screen.app.screen()).toContain("watch live");
});
