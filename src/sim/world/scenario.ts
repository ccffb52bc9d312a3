import type { Clock } from "../../base/clock.ts";
import type { UsageSource } from "../api/metrics.ts";
import type { ObjectStore } from "./object-store.ts";
import type { Random } from "./random.ts";

/** What a scenario acts on. Its timers end with the server. */
export interface World {
	readonly store: ObjectStore;
	readonly clock: Pick<Clock, "now">;
	readonly random: Random;
	/** Do something once, later. */
	later(delayMs: number, action: () => void): void;
	/** Do something again and again. */
	every(intervalMs: number, action: () => void): void;
}

/** Fills a world and moves it on by its clock alone. Returns what the metrics API measures. */
export type Scenario = (world: World) => UsageSource;

/** A world with nothing in it but what a test puts there. */
export const emptyScenario: Scenario = () => ({ pod: () => undefined, node: () => undefined });
