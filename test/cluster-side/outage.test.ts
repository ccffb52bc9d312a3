import { expect, test } from "vitest";
import { TableStore } from "../../src/cluster/table-store.ts";
import { failure } from "../../src/kube/failure.ts";
import type { ThingRow } from "../support/fake-api.ts";
import { seeded } from "../support/seeded.ts";
import { Stage } from "./reflector-script.ts";

const refused = failure("unreachable", "connect ECONNREFUSED", { code: "ECONNREFUSED" });
const halfAnHourMs = 30 * 60_000;

test.each([
	["refused", refused],
	["swallowed", "hang"],
] as const)(
	"half an hour of %s connections on ten tables: at most 0.25 requests a second in all",
	async (_how, down) => {
		await using stage = new Stage(seeded(1));
		await using open = new AsyncDisposableStack();
		const tables = Array.from({ length: 10 }, () => open.use(stage.reflect(new TableStore<ThingRow>())));
		await stage.clock.advance(5_000);
		stage.api.asked.length = 0;
		stage.api.checked.length = 0;
		stage.api.down = down;
		if (down !== "hang") stage.api.endWatches(refused);
		await stage.clock.advance(halfAnHourMs);
		const requests = stage.api.asked.length + stage.api.checked.length;
		expect(requests / (halfAnHourMs / 1_000)).toBeLessThanOrEqual(0.25);
		for (const table of tables) expect(table.freshness.get().state).toBe("stale");
		stage.api.down = undefined;
		await stage.clock.advance(10_000);
		for (const table of tables) expect(table.freshness.get().state).toBe("live");
	},
);
