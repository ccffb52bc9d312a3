import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { get, type Json } from "./client.ts";
import { emptySim } from "./world.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim());
});
afterEach(() => sim[Symbol.asyncDispose]());

describe("discovery", () => {
	test.each(["/readyz", "/livez", "/healthz"])("%s says ok", async (path) => {
		expect(await get(sim, path)).toMatchObject({ status: 200, body: "ok" });
	});

	test("the version is the one asked for", async () => {
		const { body } = await get(sim, "/version");
		expect(body).toMatchObject({ major: "1", minor: "36", gitVersion: "v1.36.3" });
	});

	test("a group's resources carry what a client needs to ask for them", async () => {
		const { body } = await get(sim, "/apis/apps/v1");
		const deployments = body.resources.find(({ name }: Json) => name === "deployments");
		expect(deployments).toEqual({
			name: "deployments",
			singularName: "deployment",
			namespaced: true,
			kind: "Deployment",
			verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
			shortNames: ["deploy"],
			categories: ["all"],
		});
	});

	test("aggregated discovery and plain discovery tell of the same resources", async () => {
		const aggregated = await get(sim, "/apis", { Accept: AGGREGATED });
		expect(aggregated.headers.get("content-type")).toContain("as=APIGroupDiscoveryList");
		const together = aggregated.body.items.flatMap((group: Json) =>
			group.versions.flatMap(({ version, resources }: Json) =>
				resources.map(({ resource }: Json) => `${group.metadata.name}/${version} ${resource}`),
			),
		);
		const { body: groups } = await get(sim, "/apis");
		const apart: string[] = [];
		for (const { preferredVersion } of groups.groups) {
			const { body } = await get(sim, `/apis/${preferredVersion.groupVersion}`);
			for (const { name } of body.resources) {
				if (!name.includes("/")) apart.push(`${preferredVersion.groupVersion} ${name}`);
			}
		}
		expect(together.sort()).toEqual(apart.sort());
		expect(together).toContain("cert-manager.io/v1 certificates");
	});

	test("an older server answers the aggregated request with the plain list", async () => {
		sim.switches.aggregated = false;
		const { body } = await get(sim, "/apis", { Accept: AGGREGATED });
		expect(body.kind).toBe("APIGroupList");
	});

	test.each(["/apis/nothing.example.com", "/apis/apps/v9", "/nowhere"])("%s is not found", async (path) => {
		const { status, body } = await get(sim, path);
		expect(status).toBe(404);
		expect(body.message).toBe("the server could not find the requested resource");
	});
});
