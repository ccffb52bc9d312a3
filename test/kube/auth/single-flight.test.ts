import { describe, expect, it } from "vitest";
import { singleFlight } from "../../../src/kube/auth/single-flight.ts";
import { settle } from "../../support/manual-clock.ts";

/** Runs that a test ends by hand. */
function manualRuns() {
	const runs: { readonly signal: AbortSignal; readonly end: (value: string) => void }[] = [];
	const share = singleFlight<string>(
		(signal) =>
			new Promise((end) => {
				runs.push({ signal, end });
			}),
	);
	return { runs, share };
}

describe("a shared run", () => {
	it("serves all who ask while it lasts, and the next starts anew", async () => {
		const { runs, share } = manualRuns();
		const all = Promise.all([share(), share(), share()]);
		await settle();
		runs[0]?.end("a");
		expect(await all).toEqual(["a", "a", "a"]);
		const next = share();
		await settle();
		runs[1]?.end("b");
		expect(await next).toBe("b");
		expect(runs).toHaveLength(2);
	});

	it("goes on for the others when one gives up", async () => {
		const { runs, share } = manualRuns();
		const impatient = new AbortController();
		const [one, other] = [share(impatient.signal), share()];
		await settle();
		impatient.abort();
		expect(await one).toBeUndefined();
		expect(runs[0]?.signal.aborted).toBe(false);
		runs[0]?.end("a");
		expect(await other).toBe("a");
	});

	it("is aborted when the last gives up, and the next waits for its end", async () => {
		const { runs, share } = manualRuns();
		const controller = new AbortController();
		const gone = share(controller.signal);
		await settle();
		controller.abort();
		expect(await gone).toBeUndefined();
		expect(runs[0]?.signal.aborted).toBe(true);
		const next = share();
		await settle();
		expect(runs).toHaveLength(1);
		runs[0]?.end("late");
		await settle();
		runs[1]?.end("b");
		expect(await next).toBe("b");
	});

	it("is not started by one who has given up", async () => {
		const { runs, share } = manualRuns();
		expect(await share(AbortSignal.abort())).toBeUndefined();
		await settle();
		expect(runs).toHaveLength(0);
	});
});
