import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { get, send } from "./client.ts";
import { addPods, emptySim } from "./world.ts";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim({ requireToken: true }));
	addPods(sim, "payments/api", "checkout/web");
});
afterEach(() => sim[Symbol.asyncDispose]());

const as = (user: string): Record<string, string> => ({ Authorization: `Bearer ${sim.tokens.get(user)}` });

describe("access", () => {
	test("a wrong token is 401, as is one that was rotated away", async () => {
		expect((await get(sim, "/api/v1/pods", { Authorization: "Bearer wrong" })).body).toEqual({
			kind: "Status",
			apiVersion: "v1",
			metadata: {},
			status: "Failure",
			message: "Unauthorized",
			reason: "Unauthorized",
			code: 401,
		});
		const old = as("admin");
		expect((await get(sim, "/api/v1/pods", old)).status).toBe(200);
		const token = sim.rotateToken("admin");
		expect((await get(sim, "/api/v1/pods", old)).status).toBe(401);
		expect((await get(sim, "/api/v1/pods", { Authorization: `Bearer ${token}` })).status).toBe(200);
	});

	test.each([
		[
			"dev",
			"/api/v1/namespaces",
			'namespaces is forbidden: User "dev" cannot list resource "namespaces" in API group "" at the cluster scope',
		],
		[
			"dev",
			"/api/v1/pods",
			'pods is forbidden: User "dev" cannot list resource "pods" in API group "" at the cluster scope',
		],
		[
			"dev",
			"/api/v1/namespaces/checkout/pods?watch=1",
			'pods is forbidden: User "dev" cannot watch resource "pods" in API group "" in the namespace "checkout"',
		],
		[
			"dev",
			"/api/v1/namespaces/checkout/pods/web",
			'pods "web" is forbidden: User "dev" cannot get resource "pods" in API group "" in the namespace "checkout"',
		],
		[
			"dev",
			"/apis/apps/v1/deployments",
			'deployments.apps is forbidden: User "dev" cannot list resource "deployments" in API group "apps" at the cluster scope',
		],
		["nobody", "/apis", 'forbidden: User "system:anonymous" cannot get path "/apis"'],
	])("%s may not read %s", async (user, path, message) => {
		const headers = user === "nobody" ? {} : as(user);
		expect(await get(sim, path, headers)).toMatchObject({
			status: 403,
			body: { kind: "Status", status: "Failure", reason: "Forbidden", code: 403, message },
		});
	});

	test.each(["/api/v1/namespaces/payments/pods", "/apis/apps/v1/namespaces/payments/deployments", "/apis"])(
		"dev may read %s",
		async (path) => {
			expect((await get(sim, path, as("dev"))).status).toBe(200);
		},
	);

	test.each([
		["admin", { verb: "delete", resource: "nodes" }, true],
		["dev", { verb: "list", resource: "pods", namespace: "payments" }, true],
		["dev", { verb: "list", resource: "pods", namespace: "checkout" }, false],
		["dev", { verb: "list", resource: "pods" }, false],
		["dev", { verb: "create", resource: "pods", subresource: "exec", namespace: "payments" }, false],
	])("an access review tells %s about %j", async (user, resourceAttributes, allowed) => {
		const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
		const answer = await send(sim, "POST", path, { body: { spec: { resourceAttributes } }, headers: as(user) });
		expect(answer).toMatchObject({ status: 201, body: { kind: "SelfSubjectAccessReview", status: { allowed } } });
	});

	test("a rules review lists the rules of one namespace", async () => {
		const path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
		const rules = async (namespace: string): Promise<unknown> =>
			(await send(sim, "POST", path, { body: { spec: { namespace } }, headers: as("dev") })).body.status.resourceRules;
		expect(await rules("payments")).toContainEqual({ verbs: ["delete"], apiGroups: [""], resources: ["pods"] });
		expect(await rules("checkout")).toEqual([]);
	});

	test("a self review names the user", async () => {
		const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
		const { body } = await send(sim, "POST", path, { body: {}, headers: as("dev") });
		expect(body.status.userInfo).toEqual({ username: "dev", groups: ["developers", "system:authenticated"] });
	});
});
