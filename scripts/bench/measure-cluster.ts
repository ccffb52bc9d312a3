import { setTimeout as wait } from "node:timers/promises";
import { measureArrivals } from "./measure-arrivals.ts";
import { measureBlocks } from "./measure-blocks.ts";
import { measureFilter } from "./measure-filter.ts";
import { measureKeys, measureMoves } from "./measure-keys.ts";
import { measureSort } from "./measure-sort.ts";
import { measureStart } from "./measure-start.ts";
import { measureSteady } from "./measure-steady.ts";
import type { Figures, Setup } from "./setup.ts";

const CHURN_SETTLE_MS = 2000;

/** Everything about one cluster on one screen. A part that fails leaves its figures out and is told of. */
export async function measureCluster(setup: Setup, tell: (what: string) => void): Promise<Figures> {
	const { server, plan } = setup;
	const figures: Record<string, readonly number[]> = {};
	const add = async (phase: string, measure: () => Promise<Figures>): Promise<void> => {
		tell(phase);
		try {
			for (const [name, values] of Object.entries(await measure())) figures[`${phase}.${name}`] = values;
		} catch (error) {
			console.error(`${phase}: ${String(error)}`);
		}
	};

	tell("start");
	const { figures: start, program } = await measureStart(setup);
	for (const [name, values] of Object.entries(start)) figures[`start.${name}`] = values;
	try {
		await wait(plan.settleMs);
		await add("rest", () => measureSteady(setup, program, plan.restMs));
		await add("keys", () => measureKeys(setup, program));
		await add("filter", () => measureFilter(setup, program));
		await add("sort", () => measureSort(setup, program));
		await add("arrivals", () => measureArrivals(setup, program, plan.arrivals));
		await server.tell({ do: "change", perSecond: 50 });
		await wait(CHURN_SETTLE_MS);
		await add("churn50", () => measureSteady(setup, program, plan.churnMs));
		await server.tell({ do: "change", perSecond: 2000 });
		await wait(CHURN_SETTLE_MS);
		await add("churn2000", async () => ({
			...(await measureSteady(setup, program, plan.churnMs)),
			...(await measureArrivals(setup, program, Math.ceil(plan.arrivals / 2))),
			...(await measureMoves(program, Math.ceil(plan.keys / 2))),
		}));
	} finally {
		await server.tell({ do: "change", perSecond: 0 });
		await program.close();
	}
	await add("blocks", () => measureBlocks(setup));
	return figures;
}
