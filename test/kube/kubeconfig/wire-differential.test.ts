import { afterAll, beforeAll, describe, expect, it } from "vitest";
import goldens from "./goldens.json" with { type: "json" };
import { askOurselves, type WireVerdict } from "./wire.ts";
import { startWireServers, type WireServers } from "./wire-servers.ts";
import { wireSetUps } from "./wire-set-ups.ts";

const verdicts = goldens.requests as unknown as Readonly<Record<string, WireVerdict>>;

describe(`the first request is that of kubectl ${goldens.kubectl}`, () => {
	let servers: WireServers;
	beforeAll(async () => {
		servers = await startWireServers();
	});
	afterAll(() => servers[Symbol.asyncDispose]());

	it("has a recorded request for each set-up and no other", () => {
		expect(Object.keys(verdicts)).toEqual(wireSetUps.map((setUp) => setUp.name));
	});

	it.each(wireSetUps)("$name", async (setUp) => {
		const golden = verdicts[setUp.name];
		const ours = await askOurselves(setUp, servers);
		if (golden !== undefined && "request" in golden) expect(ours).toEqual(golden);
		else expect(ours).toHaveProperty("refused");
	});
});
