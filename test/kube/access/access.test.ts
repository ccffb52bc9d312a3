import { expect, test } from "vitest";
import type { Result } from "../../../src/base/result.ts";
import { createAccess } from "../../../src/kube/access/access.ts";
import type { AccessQuestion } from "../../../src/kube/access/access-review.ts";
import { allows } from "../../../src/kube/access/rules-review.ts";
import { type Failure, failure } from "../../../src/kube/failure.ts";
import type { KubeRequest, KubeResponse } from "../../../src/kube/transport/transport.ts";
import { startSim } from "../../../src/sim/sim.ts";
import { emptyScenario } from "../../../src/sim/world/scenario.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { fixedCredentials, targetOf, transportTo } from "../transport/loopback.ts";

const rule = (resources: string[], verbs: string[], apiGroups = [""], resourceNames?: string[]) => ({
	resources,
	verbs,
	apiGroups,
	...(resourceNames === undefined ? {} : { resourceNames }),
});

/** An API server that answers reviews; `allowed` and `rules` may be changed or made to fail. */
function reviewer() {
	const answers = { allowed: true as boolean | Failure, rules: [] as object[] | Failure };
	const asked: { readonly kind: string; readonly spec: unknown }[] = [];
	return {
		answers,
		asked,
		count: (kind: string) => asked.filter((one) => one.kind === kind).length,
		async request(request: KubeRequest): Promise<Result<KubeResponse, Failure>> {
			const { kind, spec } = JSON.parse(String(request.body)) as { kind: string; spec: unknown };
			expect(request).toMatchObject({ method: "POST", purpose: "access" });
			expect(request.path).toBe(`/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`);
			asked.push({ kind, spec });
			const answer = kind === "SelfSubjectAccessReview" ? answers.allowed : answers.rules;
			if (typeof answer === "object" && "kind" in answer) return { ok: false, failure: answer };
			const status = typeof answer === "boolean" ? { allowed: answer } : { resourceRules: answer, incomplete: false };
			const body = (async function* () {
				yield Buffer.from(JSON.stringify({ kind, status }));
			})();
			return { ok: true, value: { status: 201, headers: {}, body } };
		},
	};
}

const access = "SelfSubjectAccessReview";
const rules = "SelfSubjectRulesReview";
const listPods: AccessQuestion = { verb: "list", group: "", resource: "pods", namespace: "shop" };

test("rules and review go out together; the review decides", async () => {
	const server = reviewer();
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	expect(await can(listPods)).toEqual({ state: "allowed" });
	expect(server.asked).toEqual([
		{ kind: access, spec: { resourceAttributes: listPods } },
		{ kind: rules, spec: { namespace: "shop" } },
	]);
});

test("what the rules of a namespace allow needs no further question", async () => {
	const server = reviewer();
	server.answers.rules = [rule(["pods", "pods/log"], ["get", "list"])];
	const { can, isKnownToAllow } = createAccess({ transport: server, clock: new ManualClock() });
	const readLogs = { ...listPods, verb: "get", subresource: "log" };
	expect(isKnownToAllow(readLogs)).toBe(false);
	await can(listPods);
	expect([isKnownToAllow(readLogs), isKnownToAllow({ ...readLogs, namespace: "bank" })]).toEqual([true, false]);
	expect(await can({ ...listPods, verb: "get", subresource: "log", name: "web" })).toEqual({ state: "allowed" });
	expect(server.asked).toHaveLength(2);
	server.answers.allowed = false;
	expect(await can({ ...listPods, verb: "delete" })).toMatchObject({ state: "denied", verb: "delete" });
	expect([server.count(access), server.count(rules)]).toEqual([2, 1]);
});

test("rules of a namespace say nothing of all namespaces, nor of kinds that are in none", async () => {
	const server = reviewer();
	server.answers.rules = [rule(["*"], ["*"], ["*"])];
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	await can(listPods);
	server.answers.allowed = false;
	expect(await can({ verb: "list", group: "", resource: "pods" })).toMatchObject({ state: "denied" });
	expect(await can({ verb: "list", group: "", resource: "nodes", namespace: "" })).toMatchObject({ state: "denied" });
	expect(server.count(rules)).toBe(1);
});

test.each([
	[listPods, "you may not list pods in shop"],
	[{ verb: "list", group: "", resource: "nodes" }, "you may not list nodes"],
	[
		{ verb: "patch", group: "apps", resource: "deployments", subresource: "scale", namespace: "shop", name: "web" },
		"you may not patch deployments.apps/scale web in shop",
	],
])("a no says which verb is missing", async (question, message) => {
	const server = reviewer();
	server.answers.allowed = false;
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	expect(await can(question)).toEqual({ state: "denied", verb: question.verb, message });
});

test("answers are kept for five minutes, noes too", async () => {
	const clock = new ManualClock();
	const server = reviewer();
	server.answers.allowed = false;
	const { can } = createAccess({ transport: server, clock });
	for (const _ of [1, 2, 3]) expect((await can(listPods)).state).toBe("denied");
	await clock.advance(299_999);
	expect((await can(listPods)).state).toBe("denied");
	expect([server.count(access), server.count(rules)]).toEqual([1, 1]);
	await clock.advance(1);
	server.answers.allowed = true;
	expect((await can(listPods)).state).toBe("allowed");
	expect([server.count(access), server.count(rules)]).toEqual([2, 2]);
});

test("an error is unknown, is no denial, and is asked again the next time", async () => {
	const server = reviewer();
	server.answers.allowed = failure("server", "etcd is away");
	server.answers.rules = failure("timeout", "too slow");
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	expect(await can(listPods)).toMatchObject({ state: "unknown", failure: { kind: "server" } });
	server.answers.allowed = true;
	expect(await can(listPods)).toEqual({ state: "allowed" });
	expect([server.count(access), server.count(rules)]).toEqual([2, 2]);
});

test("the review fails but the rules allow it: allowed", async () => {
	const server = reviewer();
	server.answers.allowed = failure("server", "etcd is away");
	server.answers.rules = [rule(["pods"], ["list"])];
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	expect(await can(listPods)).toEqual({ state: "allowed" });
	expect(await can({ ...listPods, verb: "delete" })).toMatchObject({ state: "unknown" });
});

test("an answer that is no review is unknown, not a denial", async () => {
	const body = async function* () {
		yield Buffer.from('{"status":{"allowed":"yes"}}');
	};
	const transport = { request: async () => ({ ok: true as const, value: { status: 201, headers: {}, body: body() } }) };
	const { can } = createAccess({ transport, clock: new ManualClock() });
	expect(await can(listPods)).toMatchObject({ state: "unknown", failure: { kind: "invalid" } });
});

test("twenty who ask at once share one question", async () => {
	const server = reviewer();
	const { can } = createAccess({ transport: server, clock: new ManualClock() });
	await Promise.all(Array.from({ length: 20 }, () => can(listPods)));
	expect([server.count(access), server.count(rules)]).toEqual([1, 1]);
});

test("forgetting asks anew, and an answer still on its way is not kept", async () => {
	const server = reviewer();
	const { can, forget } = createAccess({ transport: server, clock: new ManualClock() });
	const early = can(listPods);
	forget();
	expect(await early).toEqual({ state: "allowed" });
	server.answers.allowed = false;
	expect((await can(listPods)).state).toBe("denied");
	forget();
	server.answers.allowed = true;
	expect((await can(listPods)).state).toBe("allowed");
});

test.each([
	["its resource and verb", rule(["pods"], ["list"]), {}, true],
	["another verb", rule(["pods"], ["get"]), {}, false],
	["another group", rule(["pods"], ["list"], ["apps"]), {}, false],
	["all groups", rule(["pods"], ["list"], ["*"]), {}, true],
	["all verbs", rule(["pods"], ["*"]), {}, true],
	["all resources", rule(["*"], ["list"]), { subresource: "log" }, true],
	["the resource, for a subresource", rule(["pods"], ["list"]), { subresource: "log" }, false],
	["the subresource", rule(["pods/log"], ["list"]), { subresource: "log" }, true],
	["the subresource, for the resource", rule(["pods/log"], ["list"]), {}, false],
	["the subresource of everything", rule(["*/log"], ["list"]), { subresource: "log" }, true],
	["one name, for that name", rule(["pods"], ["list"], [""], ["web"]), { name: "web" }, true],
	["one name, for another", rule(["pods"], ["list"], [""], ["web"]), { name: "db" }, false],
	["one name, for any", rule(["pods"], ["list"], [""], ["web"]), {}, false],
])("a rule for %s", (_, given, more, expected) => {
	expect(allows([{ resourceNames: [], ...given }], { ...listPods, ...more })).toBe(expected);
});

test.each([
	["admin", "shop", "allowed"],
	["admin", undefined, "allowed"],
	["dev", "payments", "allowed"],
	["dev", "shop", "denied"],
	["dev", undefined, "denied"],
])("the simulated API: %s lists pods in %s: %s", async (user, namespace, expected) => {
	const clock = new ManualClock();
	await using sim = await startSim({ clock, seed: "access", scenario: emptyScenario });
	const credentials = fixedCredentials({ generation: 1, authorization: `Bearer ${sim.tokens.get(user)}` });
	await using transport = transportTo(targetOf(sim.url, {}, { credentials }), { clock, readOnly: true });
	const { can } = createAccess({ transport, clock });
	const where = namespace === undefined ? {} : { namespace };
	expect((await can({ verb: "list", group: "", resource: "pods", ...where })).state).toBe(expected);
});
