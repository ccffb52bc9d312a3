import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { pods } from "../../src/resources/pods.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type CompanyScreen, openCompany } from "../support/company-screen.ts";

/**
 * What is done at rest and for a key, in counts that no machine changes. `npm run bench` measures the built program,
 * and times beside the counts.
 */
const ROWS = 24;
const REST_S = 30;
let screen: CompanyScreen;

beforeAll(async () => {
	const scenario = scaleScenario({ pods: 1000, nodes: 20, changesPerSecond: 0 });
	screen = await openCompany({ columns: 80, rows: ROWS, scenario });
	// A warning stands in the place of the keys until one is pressed.
	await screen.app.press("g");
	await screen.app.advance(5000);
}, 30_000);

afterAll(() => screen[Symbol.asyncDispose]());

it("draws at rest once a second, for the clock, and asks only for usage", { timeout: 30_000 }, async () => {
	const { frames, bytes } = screen.app.terminal.counts;
	const asked = screen.sim.requests.length;
	await screen.app.advance(REST_S * 1000);
	const { counts } = screen.app.terminal;
	// A frame's, not a second's: how many frames the answers make is told of below.
	expect((counts.bytes - bytes) / (counts.frames - frames)).toBeLessThanOrEqual(60);
	// A watch that has nothing to tell is checked by a second one, of a second.
	const isCheck = (request: string): boolean => request.includes("watch=true&timeoutSeconds=1&");
	const all = screen.sim.requests.slice(asked);
	const requests = all.filter((request) => !isCheck(request));
	// Each answer may come between two turns of the clock.
	expect(counts.frames - frames).toBeLessThanOrEqual(REST_S + 1 + all.length);
	// Pods, nodes and namespaces.
	expect(all.length - requests.length).toBeLessThanOrEqual(6);
	expect(requests.filter((request) => !request.startsWith("GET /apis/metrics.k8s.io/"))).toEqual([]);
	// Pods and nodes, each every 15 s.
	expect(requests.length).toBeLessThanOrEqual(6);
});

it("formats the rows on the screen for a key, never the table", async () => {
	const [first] = pods.columns;
	if (first === undefined) throw new Error("pods have no columns");
	const text = vi.spyOn(first, "text");
	for (const key of ["j", "k", "ctrl-f", "G", "g"]) {
		text.mockClear();
		await screen.app.press(key);
		expect(text.mock.calls.length, `rows for ${key}`).toBeLessThan(ROWS);
	}
	text.mockRestore();
});

it("draws no more than ten frames a second of all that changes, and formats no row that is not on the screen", async () => {
	const SECONDS = 10;
	let changesPerSecond = 0;
	const scenario = scaleScenario({ pods: 1000, nodes: 20, changesPerSecond: () => changesPerSecond });
	await using busy = await openCompany({ columns: 80, rows: ROWS, scenario });
	await busy.app.press("g");
	await busy.app.advance(5000);
	const [first] = pods.columns;
	if (first === undefined) throw new Error("pods have no columns");
	const text = vi.spyOn(first, "text");
	const { frames } = busy.app.terminal.counts;
	const before = busy.sim.store.revision;
	changesPerSecond = 100;
	await busy.app.advance(SECONDS * 1000);
	changesPerSecond = 0;
	const changes = busy.sim.store.revision - before;
	expect(changes).toBeGreaterThan(900);
	expect(busy.app.terminal.counts.frames - frames).toBeLessThanOrEqual(10 * SECONDS);
	// One in fifty of the changes is to a row on the screen.
	expect(text.mock.calls.length).toBeLessThanOrEqual(2 * ROWS);
	text.mockRestore();
});
