/**
 * Serves a simulated cluster until SIGTERM or SIGINT, for trials by hand and for measuring.
 *
 *     node scripts/serve-sim.ts [--scenario demo|scale|empty] [--port N] [--seed TEXT]
 *                               [--pods N] [--nodes N] [--changes-per-second N]
 *
 * Prints the path of a kubeconfig it wrote to a new directory of its own, then the server's URL.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../src/base/clock.ts";
import { itemMessage } from "../src/sim/api/represent.ts";
import { demoScenario } from "../src/sim/scenario/demo/demo.ts";
import { scaleScenario } from "../src/sim/scenario/scale.ts";
import { startSim } from "../src/sim/sim.ts";
import { kinds } from "../src/sim/world/kinds.ts";
import { emptyScenario, type Scenario } from "../src/sim/world/scenario.ts";

const { values } = parseArgs({
	options: {
		scenario: { type: "string", default: "demo" },
		port: { type: "string", default: "0" },
		seed: { type: "string", default: "yagura" },
		pods: { type: "string", default: "1000" },
		nodes: { type: "string", default: "50" },
		"changes-per-second": { type: "string", default: "10" },
	},
});

const scenarios: Readonly<Record<string, () => Scenario>> = {
	demo: () => demoScenario({ pastMs: 200_000 }),
	empty: () => emptyScenario,
	scale: () =>
		scaleScenario({
			pods: Number(values.pods),
			nodes: Number(values.nodes),
			changesPerSecond: Number(values["changes-per-second"]),
		}),
};

const make = scenarios[values.scenario];
if (make === undefined) {
	console.error(`unknown scenario: ${values.scenario}; there are ${Object.keys(scenarios).join(", ")}`);
	process.exit(2);
}
const sim = await startSim({ clock: systemClock, seed: values.seed, scenario: make(), port: Number(values.port) });
// Encode ahead, so that a first list measures its reader and not this server.
for (const pod of sim.store.list(kinds.pods)) itemMessage(kinds.pods, pod);
const directory = mkdtempSync(path.join(tmpdir(), "yagura-sim-"));
const file = path.join(directory, "kubeconfig");
writeFileSync(file, sim.kubeconfig(), { mode: 0o600, flag: "wx" });
console.log(file);
console.log(sim.url);

const leave = (): void => {
	rmSync(directory, { recursive: true, force: true });
	void sim[Symbol.asyncDispose]().then(() => process.exit(0));
};
process.once("SIGTERM", leave);
process.once("SIGINT", leave);
