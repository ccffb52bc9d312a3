import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { askKubectl } from "../kube/kubeconfig/lay-out.ts";
import { ourVerdict } from "../kube/kubeconfig/our-verdict.ts";
import { setUps } from "../kube/kubeconfig/set-ups.ts";
import { askKubectlOnTheWire, askOurselves } from "../kube/kubeconfig/wire.ts";
import { startWireServers, type WireServers } from "../kube/kubeconfig/wire-servers.ts";
import { wireSetUps } from "../kube/kubeconfig/wire-set-ups.ts";

/** The same set-ups that `npm test` compares with a recording, against the testbed's own kubectl. */
const kubectl = join(inject("testbed").runDirectory, "bin", "kubectl");

describe("kubeconfigs are read as by the testbed's kubectl", () => {
	it.each(setUps)("$name", async (setUp) => {
		const theirs = await askKubectl(kubectl, setUp);
		const ours = await ourVerdict(setUp);
		if ("view" in theirs) expect(ours).toEqual(theirs);
		else expect(ours).toHaveProperty("refused");
	});
});

describe("the first request is that of the testbed's kubectl", () => {
	let servers: WireServers;
	beforeAll(async () => {
		servers = await startWireServers();
	});
	afterAll(() => servers[Symbol.asyncDispose]());

	it.each(wireSetUps)("$name", async (setUp) => {
		const theirs = await askKubectlOnTheWire(kubectl, setUp, servers);
		const ours = await askOurselves(setUp, servers);
		if ("request" in theirs) expect(ours).toEqual(theirs);
		else expect(ours).toHaveProperty("refused");
	});
});
