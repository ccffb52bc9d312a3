/**
 * The simulated API that is measured against, in a process of its own: its parent tells it what to do, see
 * start-server.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { itemMessage } from "../../src/sim/api/represent.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { startSim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { machineMs } from "./machine-clock.ts";
import { KNOWN_POD, type Order, type Report } from "./start-server.ts";

const NAMESPACE = "team-00";
/** At 2,000 changes a second a history of minutes would be gigabytes. */
const COMPACTION_INTERVAL_MS = 3000;
const pods = Number(process.argv[2]);
let changesPerSecond = 0;

const scenario = scaleScenario({ pods, nodes: Math.ceil(pods / 50), changesPerSecond: () => changesPerSecond });
const sim = await startSim({ clock: systemClock, seed: "bench", scenario });
const [template] = sim.store.list(kinds.pods);
createPod(KNOWN_POD);
// Encode ahead, so that a first list measures its reader and not this server.
for (const pod of sim.store.list(kinds.pods)) itemMessage(kinds.pods, pod);

const directory = mkdtempSync(path.join(tmpdir(), "yagura-bench-"));
const kubeconfig = path.join(directory, "kubeconfig");
writeFileSync(kubeconfig, sim.kubeconfig(), { mode: 0o600, flag: "wx" });

function createPod(name: string): void {
	if (template === undefined) throw new Error("there is no pod to make others from");
	const { uid: _, ...metadata } = template.metadata;
	sim.store.create(kinds.pods, { ...template, metadata: { ...metadata, namespace: NAMESPACE, name } });
}

function obey(order: Order): void {
	if (order.do === "change") changesPerSecond = order.perSecond;
	else if (order.do === "serve metrics") sim.switches.metrics = order.served ? "served" : "absent";
	else if (order.do === "create") createPod(order.name);
	else if (order.do === "delete") sim.store.delete(kinds.pods, NAMESPACE, order.name);
}

setInterval(() => sim.compact(), COMPACTION_INTERVAL_MS);
process.on("message", (order: Order) => {
	const atMs = machineMs();
	obey(order);
	process.send?.({ atMs, requests: sim.requests.length, revision: sim.store.revision } satisfies Report);
});
process.once("disconnect", () => {
	rmSync(directory, { recursive: true, force: true });
	process.exit();
});
process.send?.(kubeconfig);
