import { describe, expect, it } from "vitest";
import { loadTarget } from "../../../src/kube/kubeconfig/load-target.ts";
import goldens from "./goldens.json" with { type: "json" };
import { layOut, type Verdict } from "./lay-out.ts";
import { machineOf, ourVerdict } from "./our-verdict.ts";
import { setUps } from "./set-ups.ts";

const verdicts = goldens.verdicts as unknown as Readonly<Record<string, Verdict>>;

describe(`kubeconfigs are read as by kubectl ${goldens.kubectl}`, () => {
	it("has a recorded verdict for each set-up and no other", () => {
		expect(setUps.length).toBeGreaterThanOrEqual(30);
		expect(Object.keys(verdicts)).toEqual(setUps.map((setUp) => setUp.name));
	});

	it.each(setUps)("$name", async (setUp) => {
		const golden = verdicts[setUp.name];
		const ours = await ourVerdict(setUp);
		if (golden !== undefined && "view" in golden) expect(ours).toEqual(golden);
		else expect(ours).toHaveProperty("refused");
	});
});

describe("what kubectl refuses is never connected to", () => {
	const refused = setUps.filter((setUp) => "refused" in (verdicts[setUp.name] ?? {}));
	it.each(refused)("$name", async (setUp) => {
		await using laidOut = await layOut(setUp);
		const target = await loadTarget(
			{ kubeconfig: setUp.kubeconfig && laidOut.fill(setUp.kubeconfig), context: setUp.context },
			machineOf(laidOut, setUp.env),
		);
		expect(target.ok).toBe(false);
	});
});
